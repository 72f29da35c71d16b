import type { JSX, RefObject } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { PlusIcon } from '../components/icons';
import type { Channel } from '../model/message';
import { t } from '../text/locale';
import { AttachMenu } from './attach-menu';
import type { AttachmentKind } from './draft';

interface AttachButtonProps {
  button: RefObject<HTMLButtonElement>;
  /** The panel with the picture's URL is open. */
  pictureOpen: boolean;
  onAttach: (kind: AttachmentKind) => void;
  onDetach: () => void;
}

/** For SMS it opens the picture panel, for WhatsApp a menu. */
export function AttachButton({ channel, ...props }: AttachButtonProps & { channel: Channel }): JSX.Element {
  return channel === 'whatsapp' ? <MenuButton {...props} /> : <PictureButton {...props} />;
}

function PictureButton({ button, pictureOpen, onAttach, onDetach }: AttachButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="icon-button"
      ref={button}
      data-attach="picture"
      aria-label={t.attach}
      title={t.attach}
      aria-expanded={pictureOpen}
      aria-controls={pictureOpen ? 'attach-panel' : undefined}
      onClick={() => (pictureOpen ? onDetach() : onAttach('picture'))}
    >
      <PlusIcon />
    </button>
  );
}

function MenuButton({ button, onAttach }: AttachButtonProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        ref={button}
        aria-label={t.attachMenu}
        title={t.attachMenu}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? 'attach-menu' : undefined}
        onClick={() => setOpen(!open)}
      >
        <PlusIcon />
      </button>
      {open && (
        <AttachMenu
          opener={button}
          onClose={close}
          onChoose={(kind) => {
            setOpen(false);
            onAttach(kind);
          }}
        />
      )}
    </>
  );
}
