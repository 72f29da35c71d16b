import type { ComponentChildren, JSX } from 'preact';
import { text } from '../text/text';
import { canvasPath } from './canvas-path';

/** A button in Node-RED's style. */
export function Button(props: {
  icon?: string;
  onClick: () => void;
  disabled?: boolean;
  label?: string;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`red-ui-button red-ui-button-small${props.children === undefined ? ' twilio-sb-icon' : ''}`}
      disabled={props.disabled}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      {props.icon !== undefined && <i class={`fa fa-${props.icon}`} aria-hidden="true" />}
      {props.children}
    </button>
  );
}

/** What is shown in place of an empty list, or an error. */
export function Notice(props: { kind?: 'error'; children: ComponentChildren }): JSX.Element {
  return (
    <p class={`twilio-sb-notice${props.kind === 'error' ? ' twilio-sb-error' : ''}`} role="status">
      {props.children}
    </p>
  );
}

/** The name of a node of the editor, or the label of its type. */
function nameOf(id: string): string {
  const node = RED.nodes.node(id);
  if (node === null || node === undefined) return id;
  if (typeof node.name === 'string' && node.name !== '') return node.name;
  const { paletteLabel } = node._def;
  return (typeof paletteLabel === 'function' ? paletteLabel.call(node._def) : paletteLabel) ?? node.type;
}

/**
 * The name of a running node, such as `PIN`. In a subflow, the names of the instances come first, such as `login › PIN`.
 * @returns undefined when the editor does not have the node
 */
export function nodeName(id: string): string | undefined {
  const path = canvasPath(id);
  return path.length === 0 ? undefined : path.map(nameOf).join(' › ');
}

/**
 * A link to a node on the canvas; in a subflow, to its instance. A node that the editor does not have is shown as its id.
 */
export function NodeLink({ id }: { id: string }): JSX.Element {
  const name = nodeName(id);
  if (name === undefined) return <span class="twilio-sb-code">{id}</span>;
  return (
    <button
      type="button"
      class="twilio-sb-link"
      title={text('showNode')}
      onClick={() => {
        RED.view.reveal(canvasPath(id)[0] ?? id);
      }}
    >
      {name}
    </button>
  );
}
