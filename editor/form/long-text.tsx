/** Fields for long texts: of a message, of what is said in a call, and TwiML. */

import { useForm } from './context';
import { FIELD_STYLE, Row, usePlaceholder, type RowProps } from './rows';

/** The input that becomes a TypedInput, and the one for its type. */
const TypedInputs = (row: RowProps) => {
  const { prefix, own } = useForm();
  const id = `${prefix}-${row.property}`;
  return (
    <>
      <input
        type="text"
        id={id}
        aria-labelledby={`${own}-label-${row.property}`}
        style={FIELD_STYLE}
        data-i18n={usePlaceholder(row)}
      />
      <input type="hidden" id={`${id}Type`} />
    </>
  );
};

/** Where the number of characters and SMS segments of a text is shown. See editor/fields/segments.ts. */
export const SegmentCount = ({ property }: Pick<RowProps, 'property'>) => {
  const { own } = useForm();
  return <div class="twilio-hint twilio-segments" id={`${own}-segments-${property}`} />;
};

/**
 * A TypedInput whose fixed text has several lines. See editor/fields/long-text.ts.
 * @param props.segments whether the SMS segments of the text are counted below it
 */
export const TypedLines = ({ segments = false, ...row }: RowProps & { segments?: boolean }) => (
  <Row {...row} forId={`${useForm().prefix}-${row.property}`}>
    <TypedInputs {...row} />
    {segments ? <SegmentCount property={row.property} /> : null}
  </Row>
);

/** A TypedInput whose fixed value is a TwiML document, in a code editor below it. See editor/fields/long-text.ts. */
export const TypedCode = (row: RowProps) => {
  const { prefix, own } = useForm();
  return (
    <Row {...row} forId={`${prefix}-${row.property}`}>
      <TypedInputs {...row} />
      <div
        class="twilio-code node-text-editor"
        id={`${own}-code-${row.property}`}
        role="group"
        aria-labelledby={`${own}-label-${row.property}`}
        hidden
      />
    </Row>
  );
};
