import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { accountUrl, get, post, sentenceOf } from '../api/http';
import type { NumberRow, Numbers, Webhook } from '../api/types';
import { Button, Notice } from '../components/parts';
import { useRequest } from '../components/use-request';
import { nodesText, text, textOr } from '../text/text';

const WEBHOOKS = ['smsUrl', 'voiceUrl', 'statusCallback'] as const satisfies readonly Webhook[];

/** Edits one webhook of a number. */
function WebhookField(props: {
  number: NumberRow;
  name: Webhook;
  isBusy: boolean;
  onSave: (change: string | true) => void;
}): JSX.Element {
  const { number, name, isBusy, onSave } = props;
  const saved = number.webhooks[name];
  const [url, setUrl] = useState(saved);
  const id = `twilio-sb-${number.sid}-${name}`;
  const isOwn = number.own.includes(name);
  return (
    <div class="twilio-sb-field">
      <label for={id}>
        {text(`numbers.${name}`)} {isOwn && <span class="twilio-sb-state">{text('numbers.own')}</span>}
      </label>
      <input
        id={id}
        type="url"
        value={url}
        disabled={isBusy}
        onInput={(event) => {
          setUrl(event.currentTarget.value);
        }}
      />
      <div class="twilio-sb-buttons">
        <Button
          disabled={isBusy || url === saved}
          onClick={() => {
            onSave(url);
          }}
        >
          {text('numbers.save')}
        </Button>
        <Button
          disabled={isBusy || isOwn}
          onClick={() => {
            onSave(true);
          }}
        >
          {text('numbers.useOwn')}
        </Button>
      </div>
    </div>
  );
}

/** What makes Twilio ignore the webhooks of a number. */
function Overrides({ number }: { number: NumberRow }): JSX.Element {
  return (
    <>
      {number.overrides.map(({ by, sid, name }) => (
        <Notice key={`${by} ${sid}`} kind="error">
          {nodesText(`setup.override.${by}`, { name })}
        </Notice>
      ))}
    </>
  );
}

function NumberCard(props: { account: string; number: NumberRow; onChange: (number: NumberRow) => void }): JSX.Element {
  const { account, number } = props;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const { phoneNumber, friendlyName, capabilities } = number;
  const save = (name: Webhook, change: string | true): void => {
    setBusy(true);
    setError(undefined);
    post<Omit<NumberRow, 'overrides'>>(accountUrl(account, 'numbers', number.sid), { [name]: change })
      .then(
        (row) => {
          props.onChange({ ...row, overrides: number.overrides });
        },
        (thrown: unknown) => {
          setError(sentenceOf(thrown));
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <li>
      <details>
        <summary>
          <strong>{phoneNumber}</strong>
          {friendlyName !== '' && friendlyName !== phoneNumber && <span> {friendlyName}</span>}
          <span class="twilio-sb-tags">
            {capabilities.map((name) => (
              <span key={name} class="twilio-sb-state">
                {textOr(`numbers.capability.${name}`, name)}
              </span>
            ))}
          </span>
        </summary>
        <Overrides number={number} />
        {WEBHOOKS.map((name) => (
          <WebhookField
            key={`${name} ${number.webhooks[name]}`}
            number={number}
            name={name}
            isBusy={isBusy}
            onSave={(change) => {
              save(name, change);
            }}
          />
        ))}
        {error !== undefined && <Notice kind="error">{error}</Notice>}
      </details>
    </li>
  );
}

/** The account's numbers, what they can do, and where their webhooks point. */
export function NumbersTab({ account }: { account: string }): JSX.Element {
  const {
    value: loaded,
    error,
    isBusy,
    reload,
  } = useRequest(account, () => get<Numbers>(accountUrl(account, 'numbers')));
  const [changed, setChanged] = useState<Record<string, NumberRow>>({});
  const numbers = (loaded?.numbers ?? []).map((number) => changed[number.sid] ?? number);
  return (
    <div class="twilio-sb-scroll">
      <div class="twilio-sb-bar">
        <Button
          icon="refresh"
          disabled={isBusy}
          onClick={() => {
            setChanged({});
            reload();
          }}
        >
          {text('refresh')}
        </Button>
      </div>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      {loaded?.numbers.length === 0 && <Notice>{text('numbers.empty')}</Notice>}
      {typeof loaded?.servicesProblem === 'string' && (
        <Notice>{nodesText('setup.webhooks.services', { reason: loaded.servicesProblem })}</Notice>
      )}
      <ul class="twilio-sb-cards">
        {numbers.map((number) => (
          <NumberCard
            key={number.sid}
            account={account}
            number={number}
            onChange={(next) => {
              setChanged((before) => ({ ...before, [next.sid]: next }));
            }}
          />
        ))}
      </ul>
    </div>
  );
}
