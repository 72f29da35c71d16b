import type { EventOf, Kind } from '../events/kinds';
import type { Filter } from '../events/event-filter';
import type { NodeDescription } from '../webhooks/subscribers';
import { paletteLabel, translate, type NodeDef, type Red } from './red';

/** The filters of messages and calls, and the property that says how each is compared. */
const FILTERS: Readonly<Record<string, string | undefined>> = {
  filterFrom: undefined,
  filterTo: undefined,
  filterBody: 'filterBodyMatch',
  filterMedia: undefined,
  filterProfile: undefined,
};

/** One filter of a node. */
interface OneFilter<E> {
  /** What it wants, such as `From +1415*`. */
  words: string;
  accepts(event: E): boolean;
}

/** The filters that are set in a node, one by one. */
function filtersOf<K extends Kind, F extends object>(
  red: Red,
  def: F,
  create: (fields: F) => Filter<EventOf[K]>,
): OneFilter<EventOf[K]>[] {
  const isFilter = (name: string) => name.startsWith('filter');
  const none = Object.fromEntries(Object.entries(def).filter(([name]) => !isFilter(name)));
  return Object.entries(FILTERS).flatMap(([name, comparison]) => {
    const value: unknown = Reflect.get(def, name);
    if (value === undefined || value === null || value === '' || value === 'any') return [];
    const match: unknown = comparison === undefined ? undefined : Reflect.get(def, comparison);
    const fields = {
      ...none,
      [name]: value,
      ...(comparison === undefined || match === undefined ? {} : { [comparison]: match }),
    };
    const key =
      name === 'filterMedia' ? String(value) : name === 'filterBody' ? String(match ?? 'contains') : undefined;
    return [
      {
        words: translate(red, ['filter', name, ...(key === undefined ? [] : [key])].join('.'), {
          value: String(value),
        }),
        accepts: create(fields as F).accepts,
      },
    ];
  });
}

/**
 * Describes a trigger of messages or calls for the simulator's phone.
 * @param create creates the filter of the node's fields
 * @returns the description; for an event, with the filters that do not accept it. It throws nothing.
 */
export function triggerDescription<K extends Kind, F extends object>(
  red: Red,
  def: NodeDef & F,
  create: (fields: F) => Filter<EventOf[K]>,
): (event?: EventOf[K]) => NodeDescription {
  const refuses = (filter: OneFilter<EventOf[K]>, event: EventOf[K]): boolean => {
    try {
      return !filter.accepts(event);
    } catch {
      return true;
    }
  };
  return (event) => {
    const filters = event === undefined ? [] : filtersOf(red, def, create).filter((filter) => refuses(filter, event));
    const name = def.name || paletteLabel(red, def.type);
    return { id: def.id, type: def.type, name, filter: filters.map(({ words }) => words).join(', ') };
  };
}
