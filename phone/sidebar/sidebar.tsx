import type { ComponentChildren, JSX } from 'preact';
import { CallIcon } from '../components/call-icons';
import { BubblesIcon } from '../components/icons';
import type { Theme } from '../hooks/use-theme';
import type { ConnectionStatus } from '../state/phone-state';
import { t } from '../text/locale';
import { ThemeButton } from './theme-button';

/** The part of the page next to the phone. */
export function Sidebar(props: {
  connection: ConnectionStatus;
  theme: Theme;
  /** Opens the dial pad. */
  onDial: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const { connection } = props;
  return (
    <div class="sidebar">
      <header class="sidebar-head">
        <span class="app-icon">
          <BubblesIcon />
        </span>
        <p aria-hidden="true">
          <strong>{t.title}</strong>
          {t.subtitle}
        </p>
        <button type="button" id="open-dial-pad" class="button dial-button" onClick={props.onDial}>
          <CallIcon size={18} />
          <span>{t.calls.call}</span>
        </button>
        <ThemeButton theme={props.theme} />
      </header>
      {props.children}
      <p class="connection-status" data-connection={connection}>
        {connection === 'connected' ? t.connected : connection === 'connecting' ? t.connecting : t.reconnecting}
      </p>
    </div>
  );
}
