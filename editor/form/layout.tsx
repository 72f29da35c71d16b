/** Sections, notes and outputs of a form. */

import type { ComponentChildren } from 'preact';
import { i18n, useForm } from './context';
import { AccountsField } from './fields';
import { FIELD_STYLE, Icon, Row, useStrings, type RowProps } from './rows';

type Named = Pick<RowProps, 'icon' | 'when' | 'strings'> & { name: string };

/** Rows that can be folded. */
export const Section = ({
  name,
  icon,
  when,
  open = false,
  strings,
  children,
}: Named & {
  open?: boolean;
  children: ComponentChildren;
}) => {
  const { own } = useForm();
  return (
    <details class="twilio-section" id={`${own}-section-${name}`} data-when={when} open={open}>
      <summary>
        <Icon name={icon} />
        <span data-i18n={i18n(`${useStrings({ strings })}.section.${name}`)} />
      </summary>
      {children}
    </details>
  );
};

/** The accounts that a message may choose instead of the node's own. */
export const AccountsSection = () => (
  <Section name="accounts" icon="exchange" strings="common">
    <AccountsField />
  </Section>
);

/** A paragraph. */
export const Note = ({ name, when, warning = false, strings }: Omit<Named, 'icon'> & { warning?: boolean }) => {
  const { own } = useForm();
  return (
    <div class="form-row twilio-note-row" id={`${own}-note-${name}`} data-when={when}>
      <div
        class={`form-tips twilio-note${warning ? ' twilio-warning' : ''}`}
        data-i18n={i18n(`${useStrings({ strings })}.note.${name}`, 'html')}
      />
    </div>
  );
};

/** A value that the editor code fills in. */
export const Output = ({ name, icon }: Named) => {
  const { own } = useForm();
  const id = `${own}-${name}`;
  return (
    <Row property={name} {...(icon === undefined ? {} : { icon })} forId={id}>
      <output class="twilio-output" id={id} style={FIELD_STYLE} />
    </Row>
  );
};

/** Where rows for the members of a JSON object are shown. See editor/fields/json-rows.ts. */
export const JsonRows = ({ name, icon, when }: Named) => {
  const { own, type } = useForm();
  const label = `${own}-label-rows-${name}`;
  return (
    <div data-when={when}>
      <div class="form-row twilio-rows-title" id={`${own}-title-${name}`} hidden>
        <Icon name={icon} />
        <span id={label} data-i18n={i18n(`${type}.rows.${name}`)} />
      </div>
      <div class="twilio-rows" id={`${own}-rows-${name}`} role="group" aria-labelledby={label} hidden />
    </div>
  );
};
