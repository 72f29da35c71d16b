import { someOf, type Finding } from '../finding';
import type { CheckContext } from '../subject';
import type { SlotState, Target } from '../survey';

const FIX = { kind: 'webhooks' } as const;

/** The most lines about single numbers. */
const MAX_DETAILS = 10;

const has = ({ slots }: Target, ...states: SlotState[]): boolean =>
  slots.some(({ slot, state }) => !slot.endsWith('Fallback') && states.includes(state));

/**
 * Compares the webhooks of each number with what the flows listen to.
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkWebhooks(context: CheckContext): Promise<Finding> {
  const { targets } = await context.survey();
  const views = targets.map(({ view }) => view);
  const addresses = (list: Target[]): string => someOf(list.map(({ address }) => address));
  const overridden = views.filter(({ overrides, slots }) => overrides.length > 0 && slots.some(isHeard));
  const elsewhere = views.filter((view) => has(view, 'empty', 'changed', 'foreign'));
  const unheard = views.filter((view) => has(view, 'unheard'));
  if (views.length === 0) return { state: 'note', text: 'none' };
  if (elsewhere.length > 0) {
    const details = elsewhere.slice(0, MAX_DETAILS).map(({ address, slots }) => {
      const urls = slots.filter(({ slot, state }) => isElsewhere(state) && !slot.endsWith('Fallback'));
      return `${address} → ${[...new Set(urls.map(({ url }) => url || '–'))].join(', ')}`;
    });
    // Other numbers may belong to other applications on purpose.
    const state = views.some((view) => has(view, 'set')) ? 'warning' : 'problem';
    return { state, text: 'elsewhere', values: { numbers: addresses(elsewhere) }, details, fix: FIX };
  }
  if (overridden.length > 0) {
    const details = overridden.slice(0, MAX_DETAILS).map(({ address, overrides }) => {
      return `${address}: ${overrides.map(({ name }) => name).join(', ')}`;
    });
    return { state: 'warning', text: 'overridden', values: { numbers: addresses(overridden) }, details, fix: FIX };
  }
  if (unheard.length > 0) {
    return { state: 'warning', text: 'unheard', values: { numbers: addresses(unheard) }, fix: FIX };
  }
  const set = views.filter((view) => has(view, 'set'));
  if (set.length === 0) return { state: 'note', text: 'noFlow' };
  return { state: 'ok', text: 'ok', values: { numbers: addresses(set) } };
}

const isElsewhere = (state: SlotState): boolean => state === 'empty' || state === 'changed' || state === 'foreign';

/** Whether a flow listens for a slot. */
const isHeard = ({ state }: Target['slots'][number]): boolean => state === 'set' || isElsewhere(state);
