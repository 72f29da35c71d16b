import type { JSX } from 'preact';
import { Icon } from './icons';

export const CallIcon = ({ size = 20 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path d="M6.2 3.8h2.6l1.5 4-2 1.5a11.6 11.6 0 0 0 6.4 6.4l1.5-2 4 1.5v2.6a2.4 2.4 0 0 1-2.6 2.4C10.5 19.6 4.4 13.5 3.8 6.4a2.4 2.4 0 0 1 2.4-2.6z" />
  </Icon>
);

export const HangUpIcon = ({ size = 26 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path
      d="M3.4 13.9c4.7-4.7 12.5-4.7 17.2 0l-1.7 2.6-3.9-1.3v-2.7a10 10 0 0 0-6 0v2.7l-3.9 1.3z"
      fill="currentColor"
    />
  </Icon>
);

export const KeypadIcon = ({ size = 20 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path
      d="M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01M12 22h.01"
      stroke-width="3.2"
    />
  </Icon>
);

export const MicrophoneIcon = ({ size = 20, off = false }: { size?: number; off?: boolean }): JSX.Element => (
  <Icon size={size}>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    {off && <path d="M4 4l16 16" />}
  </Icon>
);

export const SpeakerIcon = ({ size = 20, off = false }: { size?: number; off?: boolean }): JSX.Element => (
  <Icon size={size}>
    <path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4z" />
    {off ? <path d="M16 9.5l5 5M21 9.5l-5 5" /> : <path d="M15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />}
  </Icon>
);

export const BellIcon = ({ size = 20, off = false }: { size?: number; off?: boolean }): JSX.Element => (
  <Icon size={size}>
    <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10.5 20.5h3" />
    {off && <path d="M4 3.5l16 17" />}
  </Icon>
);

export const BackspaceIcon = (): JSX.Element => (
  <Icon size={24}>
    <path d="M9 5.5h11a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H9L3 12zM12 9.5l5 5M17 9.5l-5 5" />
  </Icon>
);

export const NoteIcon = ({ size = 18 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path d="M9 18V5.5l10-2V16" />
    <circle cx="6.5" cy="18" r="2.5" />
    <circle cx="16.5" cy="16" r="2.5" />
  </Icon>
);

/** The direction of a call: to the account, or from it. */
export const DirectionIcon = ({ outgoing }: { outgoing: boolean }): JSX.Element => (
  <Icon size={14}>
    <path d={outgoing ? 'M7 17L17 7M9 7h8v8' : 'M17 7L7 17M15 17H7V9'} stroke-width="2.4" />
  </Icon>
);

export const HideIcon = (): JSX.Element => (
  <Icon size={26}>
    <path d="M6 9l6 6 6-6" />
  </Icon>
);
