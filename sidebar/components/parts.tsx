import type { ComponentChildren, JSX } from 'preact';
import { text } from '../text/text';

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

/** The name of a node, or the label of its type; `undefined` when the editor does not have the node. */
export function nodeName(id: string): string | undefined {
  const node = RED.nodes.node(id);
  if (node === null || node === undefined) return undefined;
  if (typeof node.name === 'string' && node.name !== '') return node.name;
  const palette = node._def.paletteLabel;
  return (typeof palette === 'function' ? palette.call(node._def) : palette) ?? node.type;
}

/** A link to a node on the canvas. A node that the editor does not have is shown as its id. */
export function NodeLink({ id }: { id: string }): JSX.Element {
  const name = nodeName(id);
  if (name === undefined) return <span class="twilio-sb-code">{id}</span>;
  return (
    <button
      type="button"
      class="twilio-sb-link"
      title={text('showNode')}
      onClick={() => {
        RED.view.reveal(id);
      }}
    >
      {name}
    </button>
  );
}
