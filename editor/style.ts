/** The style of the forms. All colours come from Node-RED's theme, so that they fit a dark theme too. */

// Node-RED makes a tray at least as wide as the form's preferred width, even where the window is too small for it. So hints
// do not count for this width, and it is smaller in a small window.
const CSS = `
.twilio-form :is(.twilio-hint, .twilio-below, .twilio-unit, .twilio-tick-meaning, .twilio-tick-api, .twilio-rows-title, .twilio-row-name) { color: color-mix(in srgb, var(--red-ui-form-text-color) 85%, transparent); }
.twilio-form { contain: inline-size; contain-intrinsic-inline-size: clamp(400px, 100vw - 400px, 580px); }
.twilio-form .form-row > label:first-child { display: inline-flex; align-items: baseline; gap: 4px; width: 155px; margin-block: -6px; padding-right: 6px; box-sizing: border-box; vertical-align: middle; }
.twilio-form .form-row > label:first-child > i { flex: none; }
.twilio-form .form-row > .twilio-label { display: inline-block; width: 155px; padding-right: 8px; box-sizing: border-box; vertical-align: top; }
.twilio-form .form-row > .twilio-label:has(+ span > .red-ui-button) { vertical-align: middle; }
.twilio-form .twilio-ticks { display: inline-flex; flex-direction: column; row-gap: 6px; vertical-align: top; }
.twilio-form .twilio-ticks > label { display: flex; align-items: baseline; gap: 8px; width: auto; margin: 0; line-height: 1.4; }
.twilio-form .twilio-ticks input { width: auto; margin: 0; flex: none; position: relative; top: 1px; }
.twilio-form .twilio-tick-name { flex: 0 0 104px; font-weight: 600; }
.twilio-form .twilio-tick-meaning { font-size: 12px; }
.twilio-form .twilio-code { width: 100%; height: 180px; min-height: 90px; margin-top: 6px; box-sizing: border-box; border: 1px solid var(--red-ui-form-input-border-color); border-radius: 4px; resize: vertical; overflow: hidden; }
.twilio-form .red-ui-typedInput-container.twilio-long { height: auto; align-items: stretch; }
.twilio-form .twilio-long > .red-ui-typedInput-type-select { height: auto; min-height: 32px; display: inline-flex !important; align-items: flex-start; padding-top: 8px; line-height: 16px; }
.twilio-form .twilio-long > .red-ui-typedInput-type-select::before { display: none; }
.twilio-form .form-row > label:first-child:has(~ .twilio-long) { margin-block: 0; vertical-align: top; padding-top: 7px; }
.twilio-form .twilio-long > .red-ui-typedInput-value-label { height: auto; min-width: 0; white-space: normal; }
.twilio-form .twilio-lines { display: block; width: 100%; min-height: 54px; max-height: 320px; margin: 0; padding: 6px; box-sizing: border-box; border: none; border-radius: 0; box-shadow: none; line-height: 1.45; resize: vertical; field-sizing: content; }
.twilio-form .twilio-lines:focus { border: none; box-shadow: none; outline: none; }
.twilio-form .red-ui-typedInput-container:has(.twilio-lines:focus) { border-color: var(--red-ui-form-input-focus-color); }
.twilio-form .twilio-below { display: block; padding: 8px 6px; }
.twilio-form .twilio-first-account { display: inline-flex; flex-wrap: wrap; gap: 6px; }
.twilio-form .twilio-list { margin-top: 6px; }
.twilio-form .twilio-list .twilio-list-row { display: flex; gap: 6px; }
.twilio-form .twilio-list .twilio-list-row > input { flex: 1 1 0; width: auto; min-width: 0; margin: 0; }
.twilio-form .twilio-list .twilio-list-head { display: flex; gap: 6px; padding: 2px 38px 2px 28px; font-size: 12px; }
.twilio-form .twilio-list .twilio-list-head > span { flex: 1 1 0; min-width: 0; }
.twilio-form .twilio-list ~ .twilio-hint { margin-left: 0; }
.twilio-form .twilio-problem { margin: 4px 0 0 155px; font-size: 12px; line-height: 1.45; color: var(--red-ui-text-color-error); }
.twilio-form .twilio-problem:empty { display: none; }
.twilio-form .twilio-section > .twilio-problem { margin: -6px 0 12px 155px; }
.twilio-form .twilio-code:not([hidden]) ~ .twilio-problem, .twilio-form .twilio-list ~ .twilio-problem { margin-left: 0; }
.twilio-form .twilio-good { color: var(--red-ui-text-color-success); }
.twilio-form .twilio-bad { color: var(--red-ui-text-color-error); }
.twilio-form .twilio-more { margin-left: 155px; }
.twilio-form .twilio-code:not([hidden]) ~ .twilio-hint { margin-left: 0; }
.twilio-form .form-row > textarea { vertical-align: top; box-sizing: border-box; resize: vertical; }
.twilio-form .form-row.twilio-check > label:first-child { display: flex; width: fit-content; margin: 0 0 0 155px; padding: 0; align-items: center; gap: 8px; }
.twilio-form .form-row.twilio-check input[type='checkbox'] { width: auto; margin: 0; }
.twilio-form [hidden] { display: none; }
.twilio-form .twilio-hint { margin: 4px 0 0 155px; font-size: 12px; line-height: 1.45; }
.twilio-form .twilio-hint code, .twilio-form .twilio-output code { font-size: inherit; }
.twilio-form .twilio-note p { margin: 6px 0 0; }
.twilio-form .twilio-ticks ~ .twilio-hint { margin-top: 8px; }
.twilio-form .twilio-hint:empty { display: none; }
.twilio-form .twilio-hint a, .twilio-form .twilio-note a, .twilio-form .twilio-output a { color: color-mix(in srgb, var(--red-ui-text-color-link) 85%, var(--red-ui-form-text-color)); text-decoration: underline; }
.twilio-form .twilio-unit { margin-left: 6px; }
.twilio-form .twilio-note { box-sizing: border-box; max-width: none; line-height: 1.45; }
.twilio-form .twilio-section .twilio-note { margin-left: 155px; }
.twilio-form .twilio-note.twilio-warning { border-left: 3px solid var(--red-ui-border-color-warning); }
.twilio-form .twilio-section { border-top: 1px solid var(--red-ui-secondary-border-color); padding-top: 10px; margin: 14px 0 2px; }
.twilio-form .twilio-section > summary { display: list-item; cursor: pointer; margin-bottom: 10px; font-weight: 600; color: var(--red-ui-primary-text-color); }
.twilio-form .twilio-section > summary > i { margin: 0 2px 0 4px; }
.twilio-form .twilio-section > summary:focus-visible { outline: 1px solid var(--red-ui-form-input-focus-color); outline-offset: 2px; }
.twilio-form .twilio-copy, .twilio-form .twilio-pair { display: inline-flex; gap: 6px; vertical-align: middle; }
.twilio-form .twilio-copy > input { flex: 1; min-width: 0; font-family: var(--red-ui-monospace-font, monospace); font-size: 12px; }
.twilio-form .twilio-copy > input[readonly] { background: var(--red-ui-form-input-background-disabled); color: var(--red-ui-form-text-color); cursor: text; }
.twilio-form .twilio-pair > select { flex: 0 0 40%; min-width: 0; width: auto; }
.twilio-form .twilio-pair > input { flex: 1; min-width: 0; width: auto; }
.twilio-form .twilio-output { display: inline-block; vertical-align: top; line-height: 1.45; }
.twilio-form .form-row > label:first-child:has(+ .twilio-output) { margin-block: 0; vertical-align: top; line-height: 1.45; }
.twilio-form .twilio-output code { overflow-wrap: anywhere; white-space: normal; }
.twilio-form .twilio-output p { margin: 0 0 4px; }
.twilio-form .twilio-rows { border-left: 2px solid var(--red-ui-secondary-border-color); margin: 0 0 12px 8px; padding-left: 10px; }
.twilio-form .twilio-rows .form-row > label:first-child { display: inline-block; width: 135px; overflow-wrap: anywhere; }
.twilio-form .twilio-rows-title { margin-bottom: 6px; font-size: 12px; }
.twilio-form .twilio-row-name, .twilio-form .twilio-tick-api { font-family: var(--red-ui-monospace-font, monospace); font-size: 11px; }
.twilio-form .twilio-row-name { display: block; }
#twilio-field-fields > label { flex-wrap: wrap; row-gap: 0; }
#twilio-field-fields .twilio-tick-name { flex: 0 1 auto; }
#twilio-field-fields .twilio-tick-meaning { flex: 0 0 100%; box-sizing: border-box; padding-left: 21px; order: 3; }
.twilio-form .twilio-template { margin: 0 0 12px 155px; padding: 8px 10px; border-radius: 4px; border: 1px solid var(--red-ui-secondary-border-color); background: var(--red-ui-secondary-background); white-space: pre-wrap; line-height: 1.45; }
.twilio-form .twilio-combo { display: inline-block; position: relative; vertical-align: middle; }
.twilio-form .twilio-combo > input { width: 100%; margin: 0; box-sizing: border-box; }
.twilio-form input:has(+ .twilio-choose:not([hidden])) { padding-right: 30px; }
.twilio-form .twilio-choose { position: absolute; top: 1px; right: 1px; bottom: 1px; width: 28px; padding: 0; border: none; border-radius: 0 4px 4px 0; background: none; color: var(--red-ui-form-text-color); cursor: pointer; }
.twilio-form .twilio-choose:hover { background: var(--red-ui-workspace-button-background-hover); }
.twilio-form .twilio-choices { position: fixed; z-index: 20; overflow: auto; box-sizing: border-box; padding: 4px 0; border: 1px solid var(--red-ui-primary-border-color); border-radius: 4px; background: var(--red-ui-menuBackground); color: var(--red-ui-menuColor); box-shadow: 0 4px 12px rgb(0 0 0 / 25%); line-height: 1.4; }
.twilio-form .twilio-choices [role='option'] { display: flex; justify-content: space-between; gap: 12px; padding: 6px 10px; cursor: pointer; }
.twilio-form .twilio-choices [role='option'] > span:first-child { min-width: 0; overflow-wrap: anywhere; }
.twilio-form .twilio-choices .twilio-detail { flex: none; max-width: 50%; overflow: hidden; text-overflow: ellipsis; font-size: 12px; }
.twilio-form .twilio-choices [aria-selected='true'] { font-weight: 600; }
.twilio-form .twilio-choices [role='option'].twilio-active, .twilio-form .twilio-choices [role='option']:hover { background: var(--red-ui-menuHoverBackground); color: var(--red-ui-menuHoverColor); }
.twilio-form .twilio-choices [aria-selected='true'] > span:first-child::before { content: '\\2713\\00a0'; }
.twilio-form .twilio-choices > [role='status'] { padding: 6px 10px; font-size: 12px; }
.twilio-form .twilio-choices > button { margin: 0 10px 6px; }
.twilio-form .twilio-template:empty { display: none; }
`;

const ID = 'twilio-form-style';

/** Adds the style sheet to the page, once. */
export function addStyle(): void {
  if (document.getElementById(ID)) return;
  const style = document.createElement('style');
  style.id = ID;
  style.textContent = CSS;
  document.head.append(style);
}
