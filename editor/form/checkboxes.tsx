import { i18n, useForm } from './context';
import { useOwnId } from './field-id';
import { FIELD_STYLE, GroupRow, type RowProps } from './rows';

/** Checkboxes that are saved as a list, each with its name and its meaning. */
export const Checkboxes = ({
  choices,
  names,
  meanings,
  ...row
}: RowProps & {
  choices: readonly string[];
  /** The key of the names. By default the choices are shown as they are, such as Twilio's statuses. */
  names?: string | undefined;
  /** The key of the meanings. Default: `<type>.<property>`. */
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
