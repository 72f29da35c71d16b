/** The fields of a form, one component a kind. */

import { i18n, useForm } from './context';
import { SegmentCount } from './long-text';
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

/** The id that Node-RED fills and saves. */
const useFieldId = (property: string): string => `${useForm().prefix}-${property}`;

/** An id that Node-RED does not save, because the saved value is not a text. See editor/fields.ts. */
const useOwnId = (property: string): string => `${useForm().own}-field-${property}`;

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

/** Checkboxes that are saved as a list, each with its name and its meaning. */
export const Checkboxes = ({
  choices,
  names,
  meanings,
  ...row
}: RowProps & {
  choices: readonly string[];
  /** Where the names are. Without it, the names are Twilio's own words. */
  names?: string | undefined;
  /** Where the meanings are, if not under `<type>.<property>`. */
  meanings?: string | undefined;
}) => {
  const { type, own } = useForm();
  const id = useOwnId(row.property);
  return (
    <GroupRow {...row}>
      <div
        class="twilio-ticks"
        id={id}
        role="group"
        aria-labelledby={`${own}-label-${row.property}`}
        style={FIELD_STYLE}
      >
        {choices.map((choice) => (
          <label>
            <input type="checkbox" value={choice} />
            {names === undefined ? (
              <span class="twilio-tick-name">{choice}</span>
            ) : (
              <span class="twilio-tick-name" data-i18n={i18n(`${names}.${choice}`)} />
            )}
            <span class="twilio-tick-meaning" data-i18n={i18n(`${meanings ?? `${type}.${row.property}`}.${choice}`)} />
            {names === undefined ? null : <span class="twilio-tick-api">{choice}</span>}
          </label>
        ))}
      </div>
    </GroupRow>
  );
};

/** A field for one member of `options`. See editor/option-fields.ts. */
export const OptionField = ({
  kind = 'text',
  choices = [],
  unit,
  ...others
}: RowProps & { kind?: 'text' | 'number' | 'check' | 'choice'; choices?: readonly string[]; unit?: string }) => {
  const { own } = useForm();
  const row = { ...others, api: others.property };
  const id = `${own}-option-${row.property}`;
  const data = { 'data-option': row.property, 'data-kind': kind };
  const placeholder = usePlaceholder(row);
  if (kind === 'check') return <CheckboxRow {...row} id={id} data={data} />;
  if (kind === 'choice') {
    return (
      <Row {...row} forId={id}>
        <select id={id} {...data} style={FIELD_STYLE}>
          <Choices {...row} choices={choices} />
        </select>
      </Row>
    );
  }
  return (
    <Row {...row} forId={id}>
      <input
        type="text"
        inputmode={kind === 'number' ? 'numeric' : undefined}
        id={id}
        {...data}
        style={kind === 'number' ? NUMBER_STYLE : FIELD_STYLE}
        data-i18n={placeholder}
      />
      <Unit unit={unit} />
    </Row>
  );
};

/** The node's name. */
export const Name = () => <TextField property="name" icon="tag" strings="common" placeholder />;

/** Checkboxes for further accounts, which the editor code fills. See editor/account/account-list.ts. */
export const AccountsField = () => {
  const { own } = useForm();
  return (
    <GroupRow property="accounts" icon="user-circle-o" strings="common" hint>
      <div
        class="twilio-ticks"
        id={useOwnId('accounts')}
        role="group"
        aria-labelledby={`${own}-label-accounts`}
        style={FIELD_STYLE}
      />
    </GroupRow>
  );
};

/** Where the problem of a property is shown as text. */
export const Problem = ({ property }: { property: string }) => {
  const { own } = useForm();
  return <div class="twilio-problem" id={`${own}-problem-${property}`} role="status" />;
};

/** The hidden field that saves the number of outputs. */
export const Outputs = () => <input type="hidden" id={useFieldId('outputs')} />;
