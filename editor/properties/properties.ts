/** Builders for the property definitions of one node type. https://nodered.org/docs/creating-nodes/properties */

import { nodeTypeOf } from '../node-type';
import { text, type Text } from '../strings';
import { current } from './current';
import { rule, type NodeCheck } from './rule';

/** The strings of a node type and the builders of its properties. */
export interface Properties {
  type: string;
  text: Text;
  /** The account node. Nodes that find the account by the message do not require it. */
  account(options?: { required?: boolean }): PropertyDef;
  /** The further account nodes that a message may choose. */
  accounts(): PropertyDef;
  /** A property with the label `<type>.label.<property>`. */
  field(property: string, value: unknown, check: NodeCheck): PropertyDef;
  /** A property with the label `common.label.<property>`, which several node types have. */
  shared(property: string, value: unknown, check: NodeCheck): PropertyDef;
  /** The value of a TypedInput. `check` reads fixed texts only; Node-RED checks the other types. */
  typed(property: string, value: string, check: NodeCheck): PropertyDef;
  /** The value of a TypedInput, with a check for each of some types. Node-RED checks the other types. */
  typedAs(property: string, value: string, checks: Readonly<Record<string, NodeCheck>>): PropertyDef;
}

/**
 * The builders of a node set.
 * @param set such as `send-sms`
 */
export function properties(set: string): Properties {
  const type = nodeTypeOf(set);
  const labelled = (label: string, value: unknown, check: NodeCheck): PropertyDef => ({
    value,
    label: text(label),
    validate: rule(text, check),
  });
  return {
    type,
    text,
    account: ({ required = true } = {}) => ({
      value: '',
      type: 'twilio-config',
      required,
      label: text('common.label.account'),
    }),
    // With this type, Node-RED exports the account nodes with the node, and keeps the ids right when they are imported.
    accounts: () => ({ value: [], type: 'twilio-config[]', label: text('common.label.accounts') }),
    field: (property, value, check) => labelled(`${type}.label.${property}`, value, check),
    shared: (property, value, check) => labelled(`common.label.${property}`, value, check),
    typed(property, value, check) {
      const ofText = rule(text, check);
      return {
        value,
        label: text(`${type}.label.${property}`),
        validate(saved, options) {
          const kind = current(this, `${property}Type`);
          if (kind === 'str' || kind === '') return ofText.call(this, saved, options);
          const result = RED.utils.validateTypedProperty(saved, kind, options);
          return result === false ? ofText.call(this, '', options) : result;
        },
      };
    },
    typedAs: (property, value, checks) => ({
      value,
      label: text(`${type}.label.${property}`),
      validate(saved, options) {
        const kind = current(this, `${property}Type`);
        const check = checks[kind];
        if (check !== undefined) return rule(text, check).call(this, saved, options);
        if (saved === '' || saved === undefined) return true;
        const result = RED.utils.validateTypedProperty(saved, kind, options);
        return result === false ? rule(text, () => ({ key: 'required' })).call(this, saved, options) : result;
      },
    }),
  };
}
