import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { PictureIcon, PinIcon } from '../components/icons';
import { t } from '../text/locale';

/** What can be attached to a WhatsApp message. */
export type Attachable = 'picture' | 'location';

const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** A menu over the button that opens it. Escape, Tab and a click elsewhere close it. */
export function AttachMenu(props: {
  opener: RefObject<HTMLButtonElement>;
  onChoose: (what: Attachable) => void;
  onClose: () => void;
}): JSX.Element {
  const { opener, onClose } = props;
  const menu = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  // Before the next key: who opened it by Enter may go on by arrow at once.
  useLayoutEffect(() => items()[0]?.focus(), []);

  useEffect(() => {
    const elsewhere = (event: PointerEvent): void => {
      const { target } = event;
      if (!(target instanceof Node)) return;
      if (menu.current?.contains(target) !== true && opener.current?.contains(target) !== true) onClose();
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [opener, onClose]);

  const item = (what: Attachable, icon: JSX.Element, words: string): JSX.Element => (
    <button type="button" role="menuitem" tabIndex={-1} data-attach={what} onClick={() => props.onChoose(what)}>
      {icon}
      {words}
    </button>
  );

  return (
    <div
      class="attach-menu"
      id="attach-menu"
      ref={menu}
      role="menu"
      aria-label={t.attachMenu}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.stopPropagation();
          if (event.key === 'Escape') event.preventDefault();
          onClose();
          opener.current?.focus();
          return;
        }
        const move = MOVES[event.key];
        if (!move) return;
        event.preventDefault();
        const all = items();
        const at = all.findIndex((one) => one === document.activeElement);
        all[move(at, all.length)]?.focus();
      }}
    >
      {item('picture', <PictureIcon />, t.attachPicture)}
      {item('location', <PinIcon />, t.attachLocation)}
    </div>
  );
}
