import type { JSX, RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { Avatar } from '../components/avatar';
import { CallIcon } from '../components/call-icons';
import { BackIcon } from '../components/icons';
import { Compose } from '../compose/compose';
import { acceptsReplies } from '../model/address';
import type { AccountNumber, RepliedTo } from '../model/message';
import { locationOf } from '../model/people';
import { bubblesOf, quotedOf, type Retry } from '../state/bubbles';
import type { Conversation, Selection } from '../state/conversations';
import type { Draft, OutgoingMessage } from '../state/phone-state';
import { contactLabel } from '../text/labels';
import { t } from '../text/locale';
import type { ChosenOption } from '../thread/choice-buttons';
import { Thread } from '../thread/thread';
import { ChannelSelect } from './channel-select';
import { ContactSelect } from './contact-select';
import { useDraft } from './use-draft';

/** A conversation: the contact, the messages and the message field. */
export function Chat(props: {
  conversation: Conversation;
  numbers: readonly AccountNumber[];
  outbox: readonly OutgoingMessage[];
  now: number;
  composeField: RefObject<HTMLTextAreaElement>;
  backButton: RefObject<HTMLButtonElement>;
  onBack: () => void;
  /** The person's WhatsApp name, or empty. */
  profileName: string;
  onOpen: (selection: Selection) => void;
  /** Calls the contact. Absent when the contact cannot be called. */
  onCall: (() => void) | undefined;
  onSend: (draft: Draft) => void;
  onRetry: (retry: Retry) => void;
}): JSX.Element {
  const { conversation, composeField, outbox, profileName, now, onRetry, onSend } = props;
  const { key, person, contact, channel } = conversation;
  const [input, changeInput] = useDraft(key);

  const addresses = useMemo(
    () => ({
      from: person,
      to: contact,
      channel,
      ...(channel === 'whatsapp' && profileName !== '' ? { profileName } : {}),
    }),
    [person, contact, channel, profileName],
  );

  // Memoized, so that typing does not render the whole thread again.
  const thread = useMemo(() => {
    const writeHello = (): void => {
      changeInput((draft) => ({ ...draft, body: t.emptyText, attaching: 'nothing' }));
      composeField.current?.focus();
    };
    const reply = (replyTo: RepliedTo): void => {
      changeInput(({ attaching, ...draft }) => ({
        ...draft,
        attaching: attaching === 'location' ? 'nothing' : attaching,
        replyTo,
      }));
      composeField.current?.focus();
    };
    // WhatsApp sends the option's text as a reply to the message that offered it.
    const choose = (option: ChosenOption, repliedTo: RepliedTo): void =>
      onSend({
        ...addresses,
        body: 'button' in option ? option.button.text : option.list.title,
        media: [],
        ...option,
        repliedTo,
      });
    return (
      <Thread
        key={key}
        bubbles={bubblesOf(conversation, outbox)}
        contact={contactLabel(conversation)}
        channel={channel}
        profileName={profileName}
        now={now}
        onRetry={onRetry}
        onHello={writeHello}
        onReply={reply}
        onChoose={choose}
      />
    );
  }, [key, conversation, channel, outbox, profileName, now, addresses, onRetry, onSend, changeInput, composeField]);

  return (
    <>
      <header class="chat-head">
        <button
          type="button"
          class="icon-button back"
          ref={props.backButton}
          aria-label={t.back}
          onClick={props.onBack}
        >
          <BackIcon />
        </button>
        <Avatar of={contact} kind="contact" />
        <ContactSelect
          conversation={conversation}
          numbers={props.numbers}
          onChange={(other) => props.onOpen({ contact: other, channel })}
        />
        {props.onCall && (
          <button
            type="button"
            id="call-contact"
            class="icon-button call-button"
            aria-label={t.calls.callContact(contactLabel(conversation))}
            title={t.calls.call}
            onClick={props.onCall}
          >
            <CallIcon size={22} />
          </button>
        )}
        {acceptsReplies(contact) && (
          <ChannelSelect channel={channel} onChange={(other) => props.onOpen({ contact, channel: other })} />
        )}
      </header>
      {thread}
      {acceptsReplies(contact) ? (
        <Compose
          key={`compose ${key}`}
          input={input}
          channel={channel}
          quoted={quotedOf(conversation, input.replyTo?.messageSid)}
          contact={contactLabel(conversation)}
          suggestedLocation={locationOf(person)}
          field={composeField}
          onInput={(next) => changeInput(() => next)}
          onSend={(content) => onSend({ ...addresses, ...content })}
        />
      ) : (
        <p class="no-replies">{t.noReplies}</p>
      )}
    </>
  );
}
