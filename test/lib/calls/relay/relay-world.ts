import { Conversation } from '../../../../lib/calls/relay/conversation';
import type { Said } from '../../../../lib/calls/relay/conversation-ports';
import type { RelayEvent } from '../../../../lib/calls/relay/relay-event';
import type { RelaySettings, RelayState } from '../../../../lib/calls/relay/relay-state';

/** A conversation with a Twilio that the test plays, a flow that it plays too, and a clock that only it moves. */
export interface RelayWorld {
  conversation: Conversation;
  /** What Twilio got, as objects. */
  sent: Record<string, unknown>[];
  said: Said[];
  events: RelayEvent[];
  unreadable: string[];
  /** The flow's answer to each thing that was said, before anything else happens. Default: none. */
  answerAtOnce?: (said: Said) => void;
  /** The state that was kept last, through JSON as in a store. */
  kept(): RelayState;
  /** How often the state was kept. */
  keptCount: number;
  now: number;
  pass(ms: number): void;
  connect(): { send(text: string): void };
  /** Twilio sends a message. */
  twilio(message: object): void;
  prompt(text: string, more?: object): Said;
  /** The flow says something in a turn. @returns whether it was said */
  flow(payload: unknown, turn?: string, more?: object): boolean;
  /** The texts that Twilio got. */
  texts(): unknown[];
}

const SETTINGS: RelaySettings = {
  attributes: {},
  languages: [],
  parameters: {},
  systemPrompt: '',
  greeting: '',
  answers: 'whole',
  events: [],
};

export function relayWorld(settings: Partial<RelaySettings> = {}, saved?: RelayState): RelayWorld {
  let timers: { at: number; run: () => void }[] = [];
  let turns = 0;
  let kept: string | undefined;
  const world: RelayWorld = {
    sent: [],
    said: [],
    events: [],
    unreadable: [],
    now: 1_000_000,
    kept: () => JSON.parse(kept ?? 'null') as RelayState,
    keptCount: 0,
    pass(ms) {
      const until = world.now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        world.now = next.at;
        next.run();
      }
      world.now = until;
    },
    connect() {
      const connection = {
        send(text: string) {
          world.sent.push(JSON.parse(text) as Record<string, unknown>);
        },
      };
      world.conversation.connected(connection);
      return connection;
    },
    twilio(message) {
      world.conversation.received(JSON.stringify(message));
    },
    prompt(text, more = {}) {
      world.twilio({ type: 'prompt', voicePrompt: text, lang: 'en-US', last: true, ...more });
      const said = world.said.at(-1);
      if (said === undefined) throw new Error('The prompt did not reach the flow');
      return said;
    },
    flow: (payload, turn, more = {}) =>
      world.conversation.spoken({ payload, ...more, twilio: turn === undefined ? {} : { turn } }),
    texts: () => world.sent.filter(({ type }) => type === 'text').map(({ token }) => token),
    conversation: new Conversation(saved ?? { settings: { ...SETTINGS, ...settings } }, {
      clock: {
        now: () => world.now,
        after(ms, run) {
          const timer = { at: world.now + ms, run };
          timers.push(timer);
          return () => {
            timers = timers.filter((one) => one !== timer);
          };
        },
      },
      newTurn: () => `turn-${(turns += 1)}${saved === undefined ? '' : 'b'}`,
      said(said) {
        world.said.push(said);
        world.answerAtOnce?.(said);
      },
      event: (event) => world.events.push(event),
      changed(state) {
        kept = JSON.stringify(state);
        world.keptCount += 1;
      },
      unreadable: (reason) => world.unreadable.push(reason),
    }),
  };
  return world;
}

/** The messages of a conversation, as lines. */
export const roles = (messages: { role: string; content: string }[]) =>
  messages.map(({ role, content }) => `${role}: ${content}`);
