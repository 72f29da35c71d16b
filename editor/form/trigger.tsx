/** The sections of a trigger's form: its webhook URL, answer, filters and downloads. */

import type { ComponentChildren } from 'preact';
import { i18n, useForm } from './context';
import { Checkbox, Checkboxes, NumberField, Outputs, Select, TextArea, TextField } from './fields';
import { Note, Section } from './layout';
import { FIELD_STYLE, Icon, Row } from './rows';

/** The URL for one kind of webhook, with a copy button. */
export const Webhook = ({
  kind,
  where = kind,
  label,
}: {
  kind: string;
  /** The hint that says where to paste the URL: `common.webhook.where.<where>`. */
  where?: string;
  /** Another label, from `label.<label>` of the node type. */
  label?: string;
}) => {
  const { own, type } = useForm();
  const id = `${own}-webhook-${kind}`;
  const copy = `${i18n('common.action.copy', 'title')};${i18n('common.action.copy', 'aria-label')}`;
  return (
    <div class="form-row twilio-webhook" id={`${id}-row`} data-webhook={kind} data-where={where}>
      <label for={id}>
        <Icon name="link" />
        <span data-i18n={i18n(label === undefined ? 'common.label.webhook' : `${type}.label.${label}`)} />
      </label>
      <span class="twilio-copy" style={FIELD_STYLE}>
        <input type="text" id={id} readonly />
        <button type="button" class="red-ui-button" id={`${id}-copy`} data-i18n={copy}>
          <i class="fa fa-clipboard" aria-hidden="true" />
        </button>
      </span>
      <div class="twilio-hint" id={`${id}-hint`} aria-live="polite" />
    </div>
  );
};

/** The placeholders of the address filters: who sends and who receives. */
const PARTIES = {
  received: { from: 'anyone', to: 'ownNumber' },
  sent: { from: 'ownNumber', to: 'anyone' },
  either: { from: 'anyNumber', to: 'anyNumber' },
} as const;

const MATCHES = ['contains', 'equals', 'starts', 'regex'];

const BodyFilter = () => {
  const { prefix } = useForm();
  return (
    <Row strings="common" icon="comment-o" hint property="filterBody" forId={`${prefix}-filterBody`}>
      <span class="twilio-pair" style={FIELD_STYLE}>
        <select id={`${prefix}-filterBodyMatch`} data-i18n={i18n('common.label.filterBodyMatch', 'aria-label')}>
          {MATCHES.map((match) => (
            <option value={match} data-i18n={i18n(`common.filterBodyMatch.${match}`)} />
          ))}
        </select>
        <input
          type="text"
          id={`${prefix}-filterBody`}
          data-i18n={i18n('common.placeholder.filterBody', 'placeholder')}
        />
      </span>
    </Row>
  );
};

/** The properties of a filter section. */
interface FilterProps {
  parties?: keyof typeof PARTIES;
  statuses?: readonly string[];
  /** Where the meanings of the statuses are. */
  meanings?: string;
}

const FILTERS = {
  from: ({ parties = 'received' }: FilterProps) => (
    <TextField property="filterFrom" icon="mobile" strings="common" placeholder={PARTIES[parties].from} />
  ),
  to: ({ parties = 'received' }: FilterProps) => (
    <TextField property="filterTo" icon="phone" strings="common" placeholder={PARTIES[parties].to} hint />
  ),
  body: BodyFilter,
  media: () => <Select property="filterMedia" icon="picture-o" strings="common" choices={['any', 'with', 'without']} />,
  profile: () => <TextField property="filterProfile" icon="user-o" strings="common" placeholder />,
  status: ({ statuses = [], meanings }: FilterProps) => (
    <Checkboxes property="filterStatus" icon="flag-o" strings="common" choices={statuses} meanings={meanings} hint />
  ),
  error: () => <TextField property="filterError" icon="exclamation-triangle" strings="common" placeholder hint />,
  kind: () => (
    <Select property="filterKind" icon="tag" choices={['any', 'call', 'stream', 'conference', 'siprec']} hint />
  ),
  direction: () => (
    <Select property="filterDirection" icon="exchange" strings="common" choices={['any', 'inbound', 'outbound']} />
  ),
  minDuration: () => (
    <NumberField property="filterMinDuration" icon="hourglass-start" strings="common" unit="seconds" />
  ),
  maxDuration: () => <NumberField property="filterMaxDuration" icon="hourglass-end" strings="common" unit="seconds" />,
  order: () => <Checkbox property="inOrder" strings="common" hint />,
};

/** The filter section of a trigger: the filters in `fields`, and the second output. */
export const Filters = ({ fields, ...props }: FilterProps & { fields: readonly (keyof typeof FILTERS)[] }) => (
  <Section name="filters" icon="filter" strings="common">
    {fields.map((field) => {
      const Filter = FILTERS[field];
      return <Filter {...props} />;
    })}
    <Checkbox property="rejected" strings="common" hint />
    <Outputs />
  </Section>
);

/** Whether files are downloaded from Twilio, and to where. `property` says what is downloaded; more rows may follow. */
export const Download = ({ property, children }: { property: string; children?: ComponentChildren }) => (
  <Section name="fetch" icon="download" strings="common">
    <Select property={property} icon="download" strings="common" choices={['default', 'buffer', 'file']} hint />
    <TextField property="folder" icon="folder-o" strings="common" when={`${property}=file`} placeholder hint />
    <NumberField
      property="limit"
      icon="balance-scale"
      strings="common"
      when={`${property}=buffer|file`}
      unit="megabytes"
    />
    {children}
  </Section>
);

/** How a message trigger answers. `segments`: whether the SMS segments of a fixed answer are counted. */
export const MessageAnswer = ({ segments = false }: { segments?: boolean }) => (
  <Section name="answer" icon="reply" strings="common" open>
    <Select property="respond" icon="reply" strings="common" choices={['empty', 'text', 'flow']} />
    <Note name="respondEmpty" strings="common" when="respond=empty" />
    <TextArea
      property="replyText"
      icon="comment-o"
      strings="common"
      when="respond=text"
      placeholder
      segments={segments}
    />
    <TextField property="replyMedia" icon="picture-o" strings="common" when="respond=text" placeholder hint />
    <NumberField property="deadline" icon="clock-o" strings="common" when="respond=flow" unit="seconds" hint />
  </Section>
);
