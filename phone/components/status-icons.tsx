import type { JSX } from 'preact';
import { isFailedStatus } from '../model/message';
import { Icon } from './icons';

const ICON_PATHS = {
  pending: 'M12 7.5V12l3 2M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0z',
  sent: 'M5.5 12.5l4.2 4.2L18.5 8',
  delivered: 'M2.5 12.5l4.2 4.2L15.5 8M11 15.3l1.5 1.4L21.5 8',
  failed: 'M12 7.5v5.5M12 16.4v.1M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0z',
};

/** The icon of a message status: waiting, sent, delivered or failed. */
export function StatusIcon({ status }: { status: string }): JSX.Element {
  const path =
    isFailedStatus(status) || status === 'not-taken'
      ? ICON_PATHS.failed
      : /^(delivered|read)$/.test(status)
        ? ICON_PATHS.delivered
        : status === 'sent'
          ? ICON_PATHS.sent
          : ICON_PATHS.pending;
  return (
    <Icon size={14}>
      <path d={path} stroke-width="2.2" />
    </Icon>
  );
}

/** Signal bars and battery. The bars are dimmed while the page is not connected. */
export function StatusBarIcons({ connected }: { connected: boolean }): JSX.Element {
  return (
    <svg
      class={connected ? 'status-icons' : 'status-icons no-signal'}
      width="62"
      height="14"
      viewBox="0 0 62 14"
      aria-hidden="true"
    >
      <g class="signal" fill="currentColor">
        <rect x="0" y="9" width="4" height="5" rx="1.2" />
        <rect x="6" y="6" width="4" height="8" rx="1.2" />
        <rect x="12" y="3" width="4" height="11" rx="1.2" />
        <rect x="18" y="0" width="4" height="14" rx="1.2" />
      </g>
      <rect x="33.5" y="1" width="23" height="12" rx="3.5" fill="none" stroke="currentColor" opacity="0.45" />
      <rect x="35.5" y="3" width="17" height="8" rx="2" fill="currentColor" />
      <path d="M58.5 5v4c1-.3 1.6-1.1 1.6-2s-.6-1.7-1.6-2z" fill="currentColor" opacity="0.45" />
    </svg>
  );
}
