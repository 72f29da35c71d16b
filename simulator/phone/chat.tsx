import type { JSX, RefObject } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { Avatar } from './avatar';
import { BLANK, Compose, type Written } from './compose';
import { lineLabel } from './conversation-list';
import { BackIcon, ChevronIcon } from './icons';
import { bubblesOf, type Conversation, type Retry } from './model';
import { formatNumber, takesTexts } from './numbers';
import type { Draft, Outgoing } from './store';
import { Thread } from './thread';
import type { AccountNumber } from './wire';
import { t } from './words';

function optionLabel(number: AccountNumber): string {
  const shown = formatNumber(number.phoneNumber);
  return number.name === '' ? shown : `${number.name} · ${shown}`;
}

/** The choice of the account's number that is texted. A sender that is none of them is shown while it is looked at. */
function TheirNumber(props: {
  conversation: Conversation;
  numbers: readonly AccountNumber[];
  onChange: (line: string) => void;
}): JSX.Element {
  const { conversation, numbers } = props;
  const owned = numbers.some((n) => n.phoneNumber === conversation.line);
  return (
    <div class="their">
      <label for="their-number">
        {t.textTo}
        {conversation.channel === 'whatsapp' && <span class="tag">WhatsApp</span>}
      </label>
      <div class="select">
        <select
          id="their-number"
          value={conversation.line}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {!owned && <option value={conversation.line}>{lineLabel(conversation)}</option>}
          {numbers.map((number) => (
            <option key={number.phoneNumber} value={number.phoneNumber}>
              {optionLabel(number)}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  );
}

/** One conversation: whom it is with, the texts, and the field for the next one. */
export function Chat(props: {
  conversation: Conversation;
  numbers: readonly AccountNumber[];
  outbox: readonly Outgoing[];
  now: number;
  composeField: RefObject<HTMLTextAreaElement>;
  backButton: RefObject<HTMLButtonElement>;
  onBack: () => void;
  onLine: (line: string) => void;
  onSend: (draft: Draft) => void;
  onRetry: (retry: Retry) => void;
}): JSX.Element {
  const { conversation, composeField, outbox, now, onRetry } = props;
  const { key, person, line, channel } = conversation;
  const [drafts, setDrafts] = useState<Readonly<Record<string, Written>>>({});
  const written = drafts[key] ?? BLANK;
  const write = useCallback((next: Written) => setDrafts((all) => ({ ...all, [key]: next })), [key]);

  // The same element, so that writing a letter does not draw every text anew.
  const thread = useMemo(() => {
    const hello = (): void => {
      write({ ...BLANK, body: t.emptyText });
      composeField.current?.focus();
    };
    return (
      <Thread
        key={key}
        bubbles={bubblesOf(conversation, outbox)}
        line={lineLabel(conversation)}
        now={now}
        onRetry={onRetry}
        onHello={hello}
      />
    );
  }, [key, conversation, outbox, now, onRetry, write, composeField]);

  return (
    <>
      <header class="chat-head">
        <button type="button" class="round back" ref={props.backButton} aria-label={t.back} onClick={props.onBack}>
          <BackIcon />
        </button>
        <Avatar of={line} kind="line" />
        <TheirNumber conversation={conversation} numbers={props.numbers} onChange={props.onLine} />
      </header>
      {thread}
      {takesTexts(line) ? (
        <Compose
          key={`compose ${key}`}
          written={written}
          field={composeField}
          onWrite={write}
          onSend={(body, media) => props.onSend({ from: person, to: line, body, media, channel })}
        />
      ) : (
        <p class="one-way">{t.oneWay}</p>
      )}
    </>
  );
}
