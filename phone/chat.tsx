import type { JSX, RefObject } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { Avatar } from './avatar';
import { bubblesOf, quotedOf, type Retry } from './bubbles';
import { ChannelChoice } from './channel-choice';
import type { Tapped } from './choices';
import { BLANK, Compose, type Written } from './compose';
import { lineLabel } from './conversation-list';
import { BackIcon, ChevronIcon } from './icons';
import type { Conversation, Opened } from './model';
import { formatNumber, placeOf, takesTexts } from './numbers';
import type { Draft, Outgoing } from './store';
import { Thread } from './thread';
import type { AccountNumber, RepliedTo } from './wire';
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
      <label for="their-number">{conversation.channel === 'whatsapp' ? t.writeTo : t.textTo}</label>
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
  /** What the person is called on WhatsApp, or empty. */
  profileName: string;
  onOpen: (opened: Opened) => void;
  onSend: (draft: Draft) => void;
  onRetry: (retry: Retry) => void;
}): JSX.Element {
  const { conversation, composeField, outbox, profileName, now, onRetry, onSend } = props;
  const { key, person, line, channel } = conversation;
  const [drafts, setDrafts] = useState<Readonly<Record<string, Written>>>({});
  const written = drafts[key] ?? BLANK;
  const edit = useCallback(
    (change: (written: Written) => Written) => setDrafts((all) => ({ ...all, [key]: change(all[key] ?? BLANK) })),
    [key],
  );

  const address = useMemo(
    () => ({
      from: person,
      to: line,
      channel,
      ...(channel === 'whatsapp' && profileName !== '' ? { profileName } : {}),
    }),
    [person, line, channel, profileName],
  );

  // The same element, so that writing a letter does not draw every text anew.
  const thread = useMemo(() => {
    const hello = (): void => {
      edit((w) => ({ ...w, body: t.emptyText, attaching: 'nothing' }));
      composeField.current?.focus();
    };
    const reply = (replyTo: RepliedTo): void => {
      edit(({ attaching, ...w }) => ({ ...w, attaching: attaching === 'location' ? 'nothing' : attaching, replyTo }));
      composeField.current?.focus();
    };
    // What is tapped says what it reads, as an answer to the message that it was offered in.
    const tap = (tapped: Tapped, repliedTo: RepliedTo): void =>
      onSend({
        ...address,
        body: 'button' in tapped ? tapped.button.text : tapped.list.title,
        media: [],
        ...tapped,
        repliedTo,
      });
    return (
      <Thread
        key={key}
        bubbles={bubblesOf(conversation, outbox)}
        line={lineLabel(conversation)}
        channel={channel}
        profileName={profileName}
        now={now}
        onRetry={onRetry}
        onHello={hello}
        onReply={reply}
        onTap={tap}
      />
    );
  }, [key, conversation, channel, outbox, profileName, now, address, onRetry, onSend, edit, composeField]);

  return (
    <>
      <header class="chat-head">
        <button type="button" class="round back" ref={props.backButton} aria-label={t.back} onClick={props.onBack}>
          <BackIcon />
        </button>
        <Avatar of={line} kind="line" />
        <TheirNumber
          conversation={conversation}
          numbers={props.numbers}
          onChange={(other) => props.onOpen({ line: other, channel })}
        />
        {takesTexts(line) && (
          <ChannelChoice channel={channel} onChange={(other) => props.onOpen({ line, channel: other })} />
        )}
      </header>
      {thread}
      {takesTexts(line) ? (
        <Compose
          key={`compose ${key}`}
          written={written}
          channel={channel}
          quoted={quotedOf(conversation, written.replyTo?.messageSid)}
          line={lineLabel(conversation)}
          place={placeOf(person)}
          field={composeField}
          onWrite={(next) => edit(() => next)}
          onSend={(content) => onSend({ ...address, ...content })}
        />
      ) : (
        <p class="one-way">{t.oneWay}</p>
      )}
    </>
  );
}
