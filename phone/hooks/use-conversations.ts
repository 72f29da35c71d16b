import { useEffect, useMemo, useState } from 'preact/hooks';
import { isE164 } from '../model/address';
import { nameOf, PEOPLE } from '../model/people';
import {
  conversationsOf,
  otherPhones,
  type Conversation,
  type OtherPhone,
  type ReadMarks,
  type Selection,
} from '../state/conversations';
import type { PhoneState } from '../state/phone-state';
import { useLocalStorage } from './use-local-storage';

const readNumber = (value: unknown): string | undefined =>
  typeof value === 'string' && isE164(value) ? value : undefined;

function readStringRecord(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string'));
}

/** The phone of the person, with its conversations. */
export interface Conversations {
  /** The number of the chosen phone. */
  me: string;
  setMe: (number: string) => void;
  /** The WhatsApp name of the chosen phone, or empty. */
  profileName: string;
  setProfileName: (name: string) => void;
  conversations: Conversation[];
  others: OtherPhone[];
  /** The selected conversation. */
  current: Conversation | undefined;
  select: (selection: Selection) => void;
  markRead: (conversation: Conversation | undefined) => void;
}

/** The chosen phone, its conversations and the selected one. */
export function useConversations(phone: PhoneState): Conversations {
  // Two tabs can be two phones.
  const [me, setMe] = useLocalStorage('me', PEOPLE[0]?.number ?? '', readNumber, true);
  const [marks, setMarks] = useLocalStorage<ReadMarks>(`read:${location.pathname}`, {}, readStringRecord);
  const [names, setNames] = useLocalStorage<Readonly<Record<string, string>>>('whatsapp-names', {}, readStringRecord);
  const [selected, setSelected] = useState<Selection & { person: string }>();

  const messages = useMemo(() => [...phone.messages.values()], [phone.messages]);
  const conversations = useMemo(
    () => conversationsOf(me, phone.numbers, messages, marks, selected?.person === me ? selected : undefined),
    [me, phone.numbers, messages, marks, selected],
  );
  const others = useMemo(() => otherPhones(me, messages, marks), [me, messages, marks]);
  const current = conversations.find(
    (c) => c.person === selected?.person && c.contact === selected.contact && c.channel === selected.channel,
  );

  // Keeps the selection when another conversation moves to the top of the list.
  useEffect(() => {
    if (!current && conversations[0]) setSelected(conversations[0]);
  }, [current, conversations]);

  return {
    me,
    setMe,
    profileName: names[me] ?? nameOf(me) ?? '',
    setProfileName: (name) => setNames({ ...names, [me]: name }),
    conversations,
    others,
    current,
    select: (selection) => setSelected({ ...selection, person: me }),
    markRead: (conversation) => {
      const sid = conversation?.messages.at(-1)?.sid;
      if (conversation && sid !== undefined && marks[conversation.key] !== sid) {
        setMarks({ ...marks, [conversation.key]: sid });
      }
    },
  };
}
