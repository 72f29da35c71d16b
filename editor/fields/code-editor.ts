/** Node-RED's code editor, for XML. */

/** Creates the editor in an element. @returns undefined when Node-RED has none */
export const createCodeEditor = (element: HTMLElement, value: string): CodeEditor | undefined =>
  RED.editor.createEditor?.({
    element,
    mode: 'ace/mode/xml',
    value,
    focus: false,
    minimap: { enabled: false },
  });
