import { addStyle } from './add-style';

/** The style of the sidebar. All colours come from Node-RED's theme. */
const CSS = `
.twilio-sb { --twilio-sb-link: color-mix(in srgb, var(--red-ui-text-color-link) 60%, var(--red-ui-primary-text-color)); }
html.nr-theme-dark .twilio-sb { --twilio-sb-link: color-mix(in srgb, var(--red-ui-text-color-link) 85%, var(--red-ui-primary-text-color)); }
.twilio-sb { display: flex; flex-direction: column; height: 100%; color: var(--red-ui-primary-text-color); font-size: 13px; line-height: 1.4; }
.twilio-sb p { margin: 0 0 6px; }
.twilio-sb-tabs { display: flex; flex: none; gap: 1px; padding: 4px 4px 0; border-bottom: 1px solid var(--red-ui-primary-border-color); background: var(--red-ui-secondary-background); flex-wrap: wrap; }
.twilio-sb-tabs > button { flex: 1 1 auto; max-width: 110px; padding: 5px 4px; border: 1px solid transparent; border-bottom: none; border-radius: 4px 4px 0 0; background: none; color: var(--red-ui-primary-text-color); font: inherit; cursor: pointer; }
.twilio-sb-tabs > button[aria-selected=true] { border-color: var(--red-ui-primary-border-color); background: var(--red-ui-primary-background); box-shadow: inset 0 2px 0 var(--red-ui-form-input-focus-color); }
.twilio-sb button:focus-visible, .twilio-sb a:focus-visible, .twilio-sb summary:focus-visible, .twilio-sb-list:focus-visible, .twilio-sb [tabindex]:focus-visible { outline: 2px solid var(--red-ui-form-input-focus-color); outline-offset: -2px; }
.twilio-sb-panel { flex: 1; min-height: 0; display: flex; flex-direction: column; background: var(--red-ui-primary-background); }
.twilio-sb-log { flex: 1; min-height: 0; display: flex; flex-direction: column; container-type: size; }
.twilio-sb .red-ui-button:not(.twilio-sb-icon) > i { margin-right: 5px; }
.twilio-sb-bar { flex: none; display: flex; gap: 6px; padding: 6px; }
.twilio-sb.twilio-sb input, .twilio-sb.twilio-sb select, .twilio-sb.twilio-sb textarea { box-sizing: border-box; width: 100%; min-width: 0; margin: 0; }
.twilio-sb.twilio-sb input:invalid:not(:user-invalid) { border-color: var(--red-ui-form-input-border-color); }
.twilio-sb textarea { resize: vertical; }
.twilio-sb.twilio-sb .twilio-sb-bar > select { flex: 1 1 40%; width: auto; }
.twilio-sb.twilio-sb .twilio-sb-bar > input { flex: 1 1 60%; width: auto; }
.twilio-sb-list { flex: 1 1 60%; min-height: 84px; overflow-y: auto; overflow-anchor: none; border-top: 1px solid var(--red-ui-secondary-border-color); }
.twilio-sb-row { position: absolute; left: 0; right: 0; box-sizing: border-box; padding: 3px 8px; border-bottom: 1px solid var(--red-ui-secondary-border-color); cursor: pointer; overflow: hidden; }
.twilio-sb-row:hover { background: var(--red-ui-list-item-background-hover); }
.twilio-sb-row[aria-selected=true] { background: var(--red-ui-list-item-background-selected); }
.twilio-sb-row-line { display: flex; align-items: baseline; gap: 6px; white-space: nowrap; overflow: hidden; }
.twilio-sb-row-line > i { flex: none; width: 12px; text-align: center; }
.twilio-sb-row-line > strong { flex: none; font-weight: 600; }
.twilio-sb-row-line > time { margin-left: auto; flex: none; font-size: 12px; }
.twilio-sb-row-more { padding-left: 18px; font-size: 12px; }
.twilio-sb-ellipsis { overflow: hidden; text-overflow: ellipsis; min-width: 0; flex: 1 1 0; }
.twilio-sb-row-line > strong + .twilio-sb-ellipsis { flex: 1 1 auto; font-size: 12px; }
.twilio-sb-row-more > span:first-child:not(.twilio-sb-ellipsis) { flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; }
.twilio-sb-state { flex: none; padding: 0 5px; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 3px; font-size: 11px; font-weight: normal; }
.twilio-sb-bad, .twilio-sb-error { color: var(--red-ui-text-color-error); }
.twilio-sb-bad { border-color: currentColor; }
.twilio-sb-notice { padding: 8px 10px; }
.twilio-sb-detail { flex: 0 1 50%; min-height: 120px; overflow: auto; padding: 8px; border-top: 2px solid var(--red-ui-primary-border-color); overflow-wrap: anywhere; }
@container (max-height: 480px) { .twilio-sb-detail { flex: 1 1 100%; border-top: none; } .twilio-sb-bar:has(~ .twilio-sb-detail), .twilio-sb-list:has(~ .twilio-sb-detail) { display: none; } }
.twilio-sb-detail-head, .twilio-sb-card-head { display: flex; justify-content: space-between; align-items: flex-start; gap: 6px; margin-bottom: 4px; }
.twilio-sb-detail-head > button, .twilio-sb-card-head > button { flex: none; }
.twilio-sb-detail .twilio-sb-notice { padding: 6px 0; }
.twilio-sb-detail table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12px; }
.twilio-sb-detail th, .twilio-sb-detail td { padding: 2px 4px 2px 0; text-align: left; vertical-align: top; border-top: 1px solid var(--red-ui-secondary-border-color); }
.twilio-sb-detail th { width: 42%; font-weight: normal; font-family: var(--red-ui-monospace-font, monospace); font-size: 11px; }
.twilio-sb-detail pre { max-height: 160px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 11px; background: var(--red-ui-secondary-background); color: inherit; border: 1px solid var(--red-ui-secondary-border-color); }
.twilio-sb-detail ul { margin: 0 0 6px 18px; }
.twilio-sb-detail summary, .twilio-sb-cards summary { display: list-item; cursor: pointer; }
.twilio-sb-code { font-family: var(--red-ui-monospace-font, monospace); font-size: 11px; }
.twilio-sb-link { padding: 0; border: none; background: none; font: inherit; color: var(--twilio-sb-link); text-decoration: underline; cursor: pointer; }
.twilio-sb-replay { margin-bottom: 8px; }
.twilio-sb-question { padding: 6px 8px; margin-bottom: 6px; border-left: 3px solid var(--red-ui-border-color-warning); background: var(--red-ui-secondary-background); }
.twilio-sb-scroll { flex: 1; min-height: 0; overflow-y: auto; }
.twilio-sb .twilio-sb-form.twilio-sb-scroll { padding: 8px 10px; margin: 0; }
.twilio-sb-field { margin-bottom: 8px; }
.twilio-sb-field > label { display: block; margin: 0 0 2px; }
.twilio-sb-form .twilio-sb-notice { padding: 8px 0; }
.twilio-sb-hint { min-height: 18px; font-size: 12px; }
.twilio-sb-buttons { display: flex; gap: 6px; margin-top: 4px; }
.twilio-sb ul.twilio-sb-cards { list-style: none; margin: 0; padding: 0; }
.twilio-sb-cards > li { padding: 8px 10px; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.twilio-sb-cards details[open] > summary { margin-bottom: 6px; }
.twilio-sb-tags { display: inline-flex; gap: 4px; margin-left: 6px; }
.twilio-sb-phone { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column; container-type: size; }
.twilio-sb .twilio-sb-low { display: none; margin: 0; padding: 8px 6px 0; }
@container (max-height: 300px) { .twilio-sb .twilio-sb-low { display: block; } }
.twilio-sb-phone a { color: var(--twilio-sb-link); text-decoration: underline; }
/* The phone is made for 320 pixels and more. */
.twilio-sb-phone iframe { flex: 1; zoom: 0.85; width: 100%; min-height: 480px; border: none; border-top: 1px solid var(--red-ui-secondary-border-color); }
.twilio-sb-visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** Adds the style sheet to the page, once. */
export const addPanelStyle = (): void => {
  addStyle('twilio-sidebar-style', CSS);
};
