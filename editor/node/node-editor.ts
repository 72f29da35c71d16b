/** The parts of `RED.nodes.registerType` that are the same for every node. */

import { giveOnlyAccount } from '../account/only-account';
import { makeTypedCode, makeTypedLines } from '../fields/long-text';
import type { OwnField } from '../fields/own-fields';
import { makeTypedInput } from '../fields/typed-input';
import { formOf } from '../properties/current';
import type { Properties } from '../properties/properties';
import { addStyle } from '../style';
import { nameTexts } from './form-texts';
import { closeOwnFields, openForm, saveOwnFields } from './open-form';

/** What is particular to a node type. */
export interface NodeEditorOptions {
  /** The fields whose saved value is not a text. */
  fields?: readonly OwnField[];
  /** The properties with a TypedInput: with the types for a text, or with other types. */
  typedInputs?: readonly (string | { property: string; types: readonly (string | TypedInputType)[] })[];
  /** The properties with a TypedInput whose text has several lines. */
  lines?: readonly string[];
  /** The properties with a TypedInput whose fixed value is a TwiML document. */
  code?: readonly string[];
  /** The label of a node without a name. Default: the palette label. */
  label?: (node: EditorNode) => string;
  outputLabel?: (node: EditorNode, index: number) => string;
  /** Called before the form is filled. */
  beforeOpen?: (node: EditorNode) => void;
  /** Called after the form is filled. */
  open?: (node: EditorNode, form: JQuery) => void;
}

/** The shared part of a node's definition. */
export type NodeEditor = Required<
  Pick<NodeDefinition, 'paletteLabel' | 'label' | 'labelStyle' | 'oneditprepare' | 'oneditsave' | 'oneditcancel'>
> &
  Pick<NodeDefinition, 'outputLabels' | 'onadd'>;

/** The palette label, the label, and the form's events of a node type. */
export function nodeEditor(
  { type, text }: Properties,
  {
    fields = [],
    typedInputs = [],
    lines = [],
    code = [],
    label,
    outputLabel,
    beforeOpen,
    open,
  }: NodeEditorOptions = {},
): NodeEditor {
  const paletteLabel = text(`${type}.palette`);
  addStyle();
  /** Frees what the open form holds. */
  let closers: (() => void)[] = [];
  const close = (): void => {
    for (const closeOne of closers) closeOne();
    closers = [];
  };
  return {
    paletteLabel,
    label() {
      return this.name || (label === undefined ? paletteLabel : label(this));
    },
    labelStyle() {
      return this.name ? 'node_label_italic' : '';
    },
    ...(outputLabel === undefined
      ? {}
      : {
          outputLabels(this: EditorNode, index: number) {
            return outputLabel(this, index);
          },
        }),
    onadd() {
      giveOnlyAccount(this);
    },
    oneditprepare() {
      nameTexts();
      beforeOpen?.(this);
      const note = text('common.code.below');
      closers = [
        ...lines.map((property) => makeTypedLines(this, property)),
        ...code.map((property) => makeTypedCode(this, property, note)),
      ];
      for (const input of typedInputs) {
        if (typeof input === 'string') makeTypedInput(input);
        else makeTypedInput(input.property, input.types);
      }
      openForm(this, fields);
      open?.(this, formOf(this));
    },
    oneditsave() {
      saveOwnFields(this, fields);
      close();
    },
    oneditcancel() {
      closeOwnFields(fields);
      close();
    },
  };
}
