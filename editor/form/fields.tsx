/** The fields of a form, one component a kind. */

import { useForm } from './context';
import { useFieldId, useOwnId } from './field-id';
import { SegmentCount } from './long-text';
import { Problem } from './problem';
import {
  CheckboxRow,
  Choices,
  FIELD_STYLE,
  GroupRow,
  NUMBER_STYLE,
  Row,
  Unit,
  usePlaceholder,
  type RowProps,
} from './rows';

export { AccountField } from './account-field';
export { AccountsField, Checkboxes } from './checkboxes';
export { OptionField } from './option-field';
export { Problem } from './problem';

/** A text field. */
export const TextField = ({ type = 'text', ...row }: RowProps & { type?: 'text' | 'password' }) => {
  const id = useFieldId(row.property);
  return (
    <Row {...row} forId={id}>
      <input type={type} id={id} style={FIELD_STYLE} data-i18n={usePlaceholder(row)} />
    </Row>
  );
};

/** A text field of several lines. `segments`: whether the SMS segments of the text are counted below it. */
export const TextArea = ({ segments = false, ...row }: RowProps & { segments?: boolean }) => {
  const id = useFieldId(row.property);
  return (
    <Row {...row} forId={id}>
      <textarea id={id} rows={3} style={FIELD_STYLE} data-i18n={usePlaceholder(row)} />
      {segments ? <SegmentCount property={row.property} /> : null}
    </Row>
  );
};

/** A TypedInput. Its type is saved as `<property>Type`. */
export const TypedField = (row: RowProps) => {
  const id = useFieldId(row.property);
  const { own } = useForm();
  return (
    <Row {...row} forId={id}>
      <input
        type="text"
        id={id}
        aria-labelledby={`${own}-label-${row.property}`}
        style={FIELD_STYLE}
        data-i18n={usePlaceholder(row)}
      />
      <input type="hidden" id={`${id}Type`} />
    </Row>
  );
};

/** A list. Without `choices` the node's editor code fills it. */
export const Select = ({ choices = [], ...row }: RowProps & { choices?: readonly string[] }) => {
  const id = useFieldId(row.property);
  return (
    <Row {...row} forId={id}>
      <select id={id} style={FIELD_STYLE}>
        <Choices {...row} choices={choices} />
      </select>
    </Row>
  );
};

/** A checkbox. */
export const Checkbox = (row: RowProps) => <CheckboxRow {...row} id={useFieldId(row.property)} />;

/**
 * A field that is saved as a number. It is a text field, because `<input type="number">` would drop an environment
 * variable.
 */
export const NumberField = ({ unit, ...row }: RowProps & { unit?: string }) => {
  const id = useOwnId(row.property);
  return (
    <Row {...row} forId={id}>
      <input type="text" inputmode="numeric" id={id} style={NUMBER_STYLE} />
      <Unit unit={unit} />
    </Row>
  );
};

/** A field that is saved as an object. */
export const JsonField = (row: RowProps) => {
  const id = useOwnId(row.property);
  const { own } = useForm();
  return (
    <Row {...row} forId={id}>
      <input type="text" id={id} aria-labelledby={`${own}-label-${row.property}`} style={FIELD_STYLE} />
    </Row>
  );
};

/** A list of rows, in Node-RED's editableList. The node's editor code makes the rows. */
export const ListField = (row: RowProps) => {
  const id = useOwnId(row.property);
  const { own } = useForm();
  return (
    <GroupRow {...row}>
      <div class="twilio-list" role="group" aria-labelledby={`${own}-label-${row.property}`}>
        <ol id={id} />
      </div>
      <Problem property={row.property} />
    </GroupRow>
  );
};

/** A code editor for a document, with its problem below it. */
export const CodeField = (row: RowProps) => {
  const id = useOwnId(row.property);
  const { own } = useForm();
  return (
    <GroupRow {...row}>
      <div class="twilio-code node-text-editor" id={id} role="group" aria-labelledby={`${own}-label-${row.property}`} />
      <Problem property={row.property} />
    </GroupRow>
  );
};

/** The node's name. */
export const Name = () => <TextField property="name" icon="tag" strings="common" placeholder />;

/** The hidden field that saves the number of outputs. */
export const Outputs = () => <input type="hidden" id={useFieldId('outputs')} />;
