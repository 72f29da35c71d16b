/** The webhooks of an account's numbers and WhatsApp senders, with buttons that set and restore them. */

import type { Text } from '../strings';
import type { Missing, Outcome, SlotView, Target, Webhooks } from './answers';
import { button, element, icon } from './elements';
import { changeWebhooks, fetchWebhooks, type Change } from './requests';

/** Which numbers and URLs a form shows. */
export interface Shown {
  /** `number` or `whatsapp`; both when it is missing. */
  kind?: string | undefined;
  /** The URLs that are shown and set; all of them when it is missing. */
  slots?: readonly string[] | undefined;
}

/** What a list of webhooks belongs to. */
interface List extends Shown {
  text: Text;
  output: JQuery;
  account: string;
}

const ICONS: Readonly<Record<string, string>> = {
  set: 'check-circle',
  empty: 'circle-o',
  changed: 'exclamation-triangle',
  foreign: 'exclamation-triangle',
  unheard: 'exclamation-triangle',
  other: 'circle-o',
};

const CLASSES: Readonly<Record<string, string>> = {
  set: 'twilio-ok',
  changed: 'twilio-warning-state',
  foreign: 'twilio-warning-state',
  unheard: 'twilio-warning-state',
};

/** The states that setting changes. */
const TO_SET = ['empty', 'changed', 'foreign'];

const isShown = ({ kind, slots }: Shown, target: Target): boolean =>
  (kind === undefined || kind === target.kind) && slotsOf({ slots }, target).length > 0;

const slotsOf = ({ slots }: Pick<Shown, 'slots'>, target: Target): SlotView[] =>
  target.slots.filter(({ slot }) => slots === undefined || slots.includes(slot));

/** Whether setting would change a target. A fallback alone counts too. */
const needsSet = (list: Shown, target: Target): boolean =>
  slotsOf(list, target).some(({ slot, state }) =>
    slot.endsWith('Fallback') ? ['empty', 'changed'].includes(state) : TO_SET.includes(state),
  );

function slotLine({ text }: List, target: Target, { slot, url, state }: SlotView): HTMLLIElement {
  const name = text(`setup.slot.${target.kind === 'whatsapp' && slot === 'status' ? 'delivery' : slot}`);
  const value = element('span', '');
  if (url !== '') value.append(element('code', '', url), ' ');
  value.append(text(`setup.slotState.${state === 'other' && url === '' ? 'unset' : state}`));
  const item = element('li', CLASSES[state] ?? '', icon(ICONS[state] ?? 'circle-o'), element('span', '', name), value);
  item.dataset['slot'] = slot;
  item.dataset['state'] = state;
  return item;
}

function targetItem(list: List, target: Target): HTMLLIElement {
  const { text } = list;
  const head = element('div', 'twilio-target-head');
  const who = element('span', '', element('b', '', target.address));
  if (target.name !== '' && target.name !== target.address) who.append(` ${target.name}`);
  head.append(who);
  const act = (action: Change['action'], label: string): void => {
    const made = button(text(label), () => {
      void change(list, { action, sids: [target.sid] });
    });
    made.setAttribute('aria-label', `${text(label)} ${target.address}`);
    head.append(made);
  };
  if (needsSet(list, target)) act('set', 'setup.webhooks.set');
  if (target.restorable.some((slot) => list.slots?.includes(slot) !== false)) act('restore', 'setup.webhooks.restore');
  const slots = slotsOf(list, target).map((slot) => slotLine(list, target, slot));
  const overrides = target.overrides
    .filter(({ by }) => list.slots === undefined || overridesOneOf(by, list.slots))
    .map(({ by, name }) =>
      element('p', '', icon('exclamation-triangle'), ` ${text(`setup.override.${by}`, { name })}`),
    );
  const item = element('li', '', head, element('ul', 'twilio-slots', ...slots), ...overrides);
  item.dataset['sid'] = target.sid;
  return item;
}

/** Whether a setting overrides one of these URLs. */
const overridesOneOf = (by: string, slots: readonly string[]): boolean =>
  ['trunk', 'voiceApp'].includes(by) ? slots.includes('calls') : slots.includes('messages');

/** The sentence about one change. */
const outcomeLine = (text: Text, { address, outcome, error }: Outcome): HTMLElement =>
  element('p', '', text(`setup.outcome.${outcome}`, { number: address, reason: error }));

/** Asks whether to replace URLs of another application. */
function question(list: List, foreign: readonly Outcome[]): HTMLElement {
  const { text } = list;
  const numbers = foreign.map(({ address }) => address).join(', ');
  const box = element('div', 'twilio-ask', element('p', '', text('setup.webhooks.ask', { numbers })));
  const buttons = element(
    'div',
    'twilio-buttons',
    button(text('setup.webhooks.replace'), () => {
      void change(list, { action: 'set', sids: foreign.map(({ sid }) => sid), replace: true });
    }),
    button(text('setup.webhooks.keep'), () => {
      box.remove();
    }),
  );
  box.append(buttons);
  return box;
}

function show(list: List, answer: Webhooks | Missing): void {
  const { text, output } = list;
  output.empty();
  if (!('targets' in answer)) {
    const why =
      'notDeployed' in answer ? text('setup.webhooks.notDeployed') : answer.error || text('setup.webhooks.failed');
    output.append(element('p', '', why));
    return;
  }
  const targets = answer.targets.filter((target) => isShown(list, target));
  const foreign = answer.outcomes.filter(({ outcome }) => outcome === 'foreign');
  const done = answer.outcomes.filter(({ outcome }) => outcome !== 'foreign');
  output.append(...done.map((outcome) => outcomeLine(text, outcome)));
  if (foreign.length > 0) output.append(question(list, foreign));
  const notes = [
    ...(answer.hasUrl ? [] : [text('setup.webhooks.noUrl')]),
    ...(targets.length === 0 ? [text(`setup.webhooks.none.${list.kind ?? 'any'}`)] : []),
    ...(answer.isCut ? [text('setup.webhooks.cut')] : []),
    ...(answer.sendersProblem === '' || list.kind === 'number'
      ? []
      : [text('setup.webhooks.senders', { reason: answer.sendersProblem })]),
    ...(answer.servicesProblem === '' ? [] : [text('setup.webhooks.services', { reason: answer.servicesProblem })]),
  ];
  output.append(...notes.map((note) => element('p', '', note)));
  const open = targets.filter((target) => needsSet(list, target));
  if (open.length > 1) {
    const all = button(text('setup.webhooks.setAll', { count: String(open.length) }), () => {
      void change(list, { action: 'set', sids: open.map(({ sid }) => sid) });
    });
    output.append(element('div', 'twilio-buttons', all));
  }
  output.append(element('ul', 'twilio-targets', ...targets.map((target) => targetItem(list, target))));
}

/** Shows that a request is in progress. */
const showProgress = ({ text, output }: List, key: string): void => {
  output.find('button').prop('disabled', true);
  output.children('p').remove();
  output.prepend(element('p', '', text(key)));
};

async function change(list: List, { slots = list.slots, ...wanted }: Change): Promise<void> {
  showProgress(list, 'setup.webhooks.changing');
  show(list, await changeWebhooks(list.account, { ...wanted, ...(slots === undefined ? {} : { slots }) }));
}

/** Requests and shows the webhooks. */
export async function loadWebhooks(text: Text, output: JQuery, account: string, shown: Shown = {}): Promise<void> {
  const list: List = { text, output, account, ...shown };
  showProgress(list, 'setup.webhooks.loading');
  show(list, await fetchWebhooks(account));
}
