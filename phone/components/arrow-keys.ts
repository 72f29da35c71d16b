import type { JSX } from 'preact';

/** For each key, the index of the item to focus. */
type Moves = Readonly<Record<string, (index: number, count: number) => number>>;

const STOPPING: Moves = {
  ArrowDown: (index, count) => Math.min(index + 1, count - 1),
  ArrowUp: (index) => Math.max(index - 1, 0),
};
const JUMPING: Moves = { Home: () => 0, End: (_index, count) => count - 1 };

/** Up and down, without Home and End, which scroll the thread. */
export const THREAD_KEYS = STOPPING;

export const LIST_KEYS: Moves = { ...STOPPING, ...JUMPING };

/** Like `LIST_KEYS`, but from the last item to the first and back. */
export const MENU_KEYS: Moves = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  ...JUMPING,
};

/** Moves the focus between the items that match `selector`. */
export function moveFocus(event: JSX.TargetedKeyboardEvent<HTMLElement>, selector: string, moves: Moves): void {
  const move = moves[event.key];
  if (!move) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const index = items.findIndex((item) => item === document.activeElement);
  if (index < 0) return;
  event.preventDefault();
  items[move(index, items.length)]?.focus();
}
