import type { JSX, RefObject } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { Avatar } from '../components/avatar';
import { BackIcon } from '../components/icons';
import { Compose } from '../compose/compose';
import { BLANK, type Written } from '../compose/written';
import { takesTexts } from '../model/address';
import type { AccountNumber, RepliedTo } from '../model/message';
import { placeOf } from '../model/people';
import { bubblesOf, quotedOf, type Retry } from '../state/bubbles';
import type { Conversation, Opened } from '../state/conversations';
import type { Draft, Outgoing } from '../state/phone-state';
import { lineLabel } from '../text/labels';
import { t } from '../text/locale';
import type { Tapped } from '../thread/choice-buttons';
import { Thread } from '../thread/thread';
import { ChannelChoice } from './channel-choice';
import { TheirNumber } from './their-number';

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
