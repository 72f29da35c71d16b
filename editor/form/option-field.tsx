import { useForm } from './context';
import { CheckboxRow, Choices, FIELD_STYLE, NUMBER_STYLE, Row, Unit, usePlaceholder, type RowProps } from './rows';

/** A field for one member of `options`. See editor/fields/option-fields.ts. */
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
