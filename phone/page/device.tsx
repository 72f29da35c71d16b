import type { ComponentChildren, JSX } from 'preact';
import { StatusBarIcons } from '../components/status-icons';
import type { Channel } from '../model/message';
import type { ConnectionStatus } from '../state/phone-state';
import { timeOfDay } from '../text/dates';
import { locale, t } from '../text/locale';
import { ReconnectingBanner } from './connection-notices';

/** The phone's frame and status bar. */
export function Device(props: {
  connection: ConnectionStatus;
  channel: Channel | undefined;
  now: number;
  /** Calls in progress that are not on the screen. */
  bars: ComponentChildren;
  /** What covers the children. They keep their state. */
  cover: JSX.Element | undefined;
  children: ComponentChildren;
}): JSX.Element {
  const { cover } = props;
  return (
    <section class="device" aria-label={t.myPhone}>
      <div class="screen" data-channel={props.channel}>
        <div class="status-bar" aria-hidden="true">
          <span>{timeOfDay(props.now, locale)}</span>
          <StatusBarIcons connected={props.connection === 'connected'} />
        </div>
        <ReconnectingBanner connection={props.connection} />
        {props.bars}
        <div class="layers">
          <div class="layer" data-covered={cover ? '' : undefined}>
            {props.children}
          </div>
          {cover}
        </div>
      </div>
    </section>
  );
}

/** The screen without a conversation. */
export function EmptyScreen({ ready }: { ready: boolean }): JSX.Element {
  return (
    <div class="empty">
      {ready ? (
        <>
          <h2>{t.noNumbers}</h2>
          <p>{t.noNumbersHelp}</p>
        </>
      ) : (
        <span class="spinner" aria-label={t.connecting} role="img" />
      )}
    </div>
  );
}
