/** The context of every part of a form: its node type and where its strings are. Runs when the package is built. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The form that is rendered. */
export interface FormInfo {
  /** The node type, such as `twilio-send-sms`. Its strings are under this key. */
  type: string;
  /** Node-RED finds the field of a property by the id `<prefix>-<property>`. */
  prefix: 'node-input' | 'node-config-input';
  /** The first part of all other ids, so that a node's form and the account's can be open together. */
  own: 'twilio' | 'twilio-config';
}

/** The ids and string prefix of a node type's form. */
export const formInfo = (type: string): FormInfo =>
  type === 'twilio-config'
    ? { type, prefix: 'node-config-input', own: 'twilio-config' }
    : { type, prefix: 'node-input', own: 'twilio' };

const FormContext = createContext<FormInfo>(formInfo(''));

/** Provides the form to its components. */
export const FormProvider = FormContext.Provider;

/** The form that a component is part of. */
export const useForm = (): FormInfo => useContext(FormContext);

/**
 * A value of `data-i18n`. Before its colon, editor/node/form-texts.ts inserts the namespace.
 * @param key such as `common.label.name`
 * @param attribute the attribute to translate, or `html`; without it, the text
 * @see https://nodered.org/docs/creating-nodes/i18n
 */
export const i18n = (key: string, attribute?: string): string =>
  `${attribute === undefined ? '' : `[${attribute}]`}:${key}`;
