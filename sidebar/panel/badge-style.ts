import { addStyle } from './add-style';

/** The style of the badges and their popovers. */
const CSS = `
.twilio-sb-badge { cursor: pointer; }
.twilio-sb-badge rect { fill: #1f5fb0; stroke: none; }
.twilio-sb-badge path { fill: #fff; }
.twilio-sb-badge text { fill: #fff !important; opacity: 1; font-size: 11px; font-weight: 600; }
.twilio-sb-popover { padding: 6px 8px; min-width: 220px; }
.twilio-sb-popover-row { display: flex; justify-content: space-between; align-items: center; gap: 10px; margin-top: 6px; }
`;

/** Adds the style sheet to the page, once. */
export const addBadgeStyle = (): void => {
  addStyle('twilio-badge-style', CSS);
};
