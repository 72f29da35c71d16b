import type { ComponentChildren, JSX } from 'preact';

/** Icons are hidden from screen readers. The button around an icon has the label. */
export function Icon({ children, size = 20 }: { children: ComponentChildren; size?: number }): JSX.Element {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const BackIcon = (): JSX.Element => (
  <Icon size={24}>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
);

export const SendIcon = (): JSX.Element => (
  <Icon>
    <path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" stroke-width="2.4" />
  </Icon>
);

export const PlusIcon = (): JSX.Element => (
  <Icon size={22}>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const CloseIcon = ({ size = 20 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);

export const PictureIcon = ({ size = 20 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <rect x="3.5" y="4.5" width="17" height="15" rx="3" />
    <circle cx="9" cy="10" r="1.6" />
    <path d="M4.5 17.5l4.8-4 3.2 2.6 3.6-3.9 4 4" />
  </Icon>
);

export const PinIcon = ({ size = 20 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path d="M12 21.5c4.6-4.9 6.8-8.6 6.8-11.6a6.8 6.8 0 1 0-13.6 0c0 3 2.2 6.7 6.8 11.6z" />
    <circle cx="12" cy="9.8" r="2.4" />
  </Icon>
);

export const ReplyIcon = (): JSX.Element => (
  <Icon size={18}>
    <path d="M9.5 6L4 11.5 9.5 17M4.5 11.5h8.2c4.2 0 6.8 2 7.3 6" />
  </Icon>
);

export const ForwardIcon = (): JSX.Element => (
  <Icon size={14}>
    <path d="M14.5 6l5.5 5.5-5.5 5.5M19.5 11.5h-8.2c-4.2 0-6.8 2-7.3 6" />
  </Icon>
);

export const FileIcon = (): JSX.Element => (
  <Icon>
    <path d="M13.5 3.5H7.5a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-10zM13.5 3.5v5h5" />
  </Icon>
);

export const MoonIcon = (): JSX.Element => (
  <Icon>
    <path d="M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2z" />
  </Icon>
);

export const SunIcon = (): JSX.Element => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1" />
  </Icon>
);

export const ChevronIcon = (): JSX.Element => (
  <Icon size={16}>
    <path d="M7 10l5 5 5-5" stroke-width="2.4" />
  </Icon>
);

export const DownIcon = (): JSX.Element => (
  <Icon size={16}>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
);

export const BubblesIcon = ({ size = 24 }: { size?: number }): JSX.Element => (
  <Icon size={size}>
    <path d="M5 4.5h9a2 2 0 0 1 2 2V11a2 2 0 0 1-2 2H9l-3.2 2.6V13H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2z" />
    <path d="M19 9a2 2 0 0 1 2 2v4.5a2 2 0 0 1-2 2h-.8V20L15 17.5h-3.5" />
  </Icon>
);

export const KeyIcon = (): JSX.Element => (
  <Icon size={32}>
    <circle cx="8" cy="15.5" r="4" />
    <path d="M11 12.5L19.5 4M16 7.5l3 3" />
  </Icon>
);

/** A flow of two nodes. */
export const FlowIcon = (): JSX.Element => (
  <Icon size={22}>
    <rect x="3" y="5" width="8" height="5" rx="1.5" />
    <rect x="13" y="14" width="8" height="5" rx="1.5" />
    <path d="M11 7.5h2.5c2 0 2 2 2 3.5v3" />
  </Icon>
);
