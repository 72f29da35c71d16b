import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { MENU_KEYS, moveFocus } from '../components/arrow-keys';
import { PictureIcon, PinIcon } from '../components/icons';
import { t } from '../text/locale';
import type { AttachmentKind } from './draft';

const ITEM = '[role=menuitem]';

/** The menu of the attach button. Escape, Tab and a click outside close it. */
export function AttachMenu(props: {
  opener: RefObject<HTMLButtonElement>;
  onChoose: (kind: AttachmentKind) => void;
  onClose: () => void;
}): JSX.Element {
  const { opener, onClose } = props;
  const menu = useRef<HTMLDivElement>(null);

  // In a layout effect, so that the arrow keys work immediately.
  useLayoutEffect(() => menu.current?.querySelector<HTMLElement>(ITEM)?.focus(), []);

  useEffect(() => {
    const closeIfOutside = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node)) return;
      if (menu.current?.contains(target) !== true && opener.current?.contains(target) !== true) onClose();
    };
    document.addEventListener('pointerdown', closeIfOutside);
    return () => document.removeEventListener('pointerdown', closeIfOutside);
  }, [opener, onClose]);

  const item = (kind: AttachmentKind, icon: JSX.Element, label: string): JSX.Element => (
    <button type="button" role="menuitem" tabIndex={-1} data-attach={kind} onClick={() => props.onChoose(kind)}>
      {icon}
      {label}
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
        if (event.key !== 'Escape' && event.key !== 'Tab') {
          moveFocus(event, ITEM, MENU_KEYS);
          return;
        }
        event.stopPropagation();
        if (event.key === 'Escape') event.preventDefault();
        onClose();
        opener.current?.focus();
      }}
    >
      {item('picture', <PictureIcon />, t.attachPicture)}
      {item('location', <PinIcon />, t.attachLocation)}
    </div>
  );
}
