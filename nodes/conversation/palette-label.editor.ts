const NODE = '.red-ui-palette-node[data-palette-type="twilio-conversation"]';
const BROKEN = `${NODE}:has(.red-ui-palette-label > br)`;

/**
 * Node-RED's palette breaks a word that is 82 px wide or wider, which is the case for "conversation" in some fonts. Then the
 * label is put together again, and set a little tighter, so that it fits on its one line of 86 px. The height and the place
 * of the ports are those that Node-RED gives a label of one line.
 */
const CSS = `
${BROKEN} { height: 28px !important; }
${BROKEN} .red-ui-palette-port { top: 9px !important; }
${BROKEN} .red-ui-palette-label { font-size: 12px; letter-spacing: -0.3px; white-space: nowrap; }
${BROKEN} .red-ui-palette-label > br { display: none; }
`;

/** Keeps the label of the node whole in the palette. Call it once. */
export function keepLabelWhole(): void {
  const style = document.createElement('style');
  style.textContent = CSS;
  document.head.append(style);
}
