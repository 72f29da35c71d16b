/**
 * The style of the setup. All colours come from Node-RED's theme. The text of a button with the focus or the pointer on it keeps
 * its colour: Node-RED's own has too little contrast in its dark theme. The outline and the background show both.
 */

const CSS = `
.twilio-form .twilio-setup { --red-ui-workspace-button-color-focus: var(--red-ui-workspace-button-color); --red-ui-workspace-button-color-hover: var(--red-ui-workspace-button-color); margin: 0 0 12px 155px; line-height: 1.45; }
.twilio-form .twilio-setup > output { display: block; }
.twilio-form .twilio-setup:has(> output:empty) { margin-bottom: 0; }
.twilio-form .twilio-setup:has(> output:empty) + .twilio-section { margin-top: 2px; }
.twilio-form .twilio-setup p { margin: 6px 0; }
.twilio-form .twilio-setup ul { list-style: none; margin: 6px 0; padding: 0; }
.twilio-form .twilio-setup code { display: inline; padding: 0; border: 0; background: none; color: inherit; font-size: 12px; white-space: normal; overflow-wrap: anywhere; }
.twilio-form .twilio-setup pre { margin: 6px 0; padding: 8px 10px; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; background: var(--red-ui-secondary-background); color: var(--red-ui-primary-text-color); font-size: 12px; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
.twilio-form .twilio-setup a { color: color-mix(in srgb, var(--red-ui-text-color-link) 85%, var(--red-ui-form-text-color)); text-decoration: underline; }
.twilio-form .twilio-findings > li { display: grid; grid-template-columns: 20px 1fr; column-gap: 4px; padding: 6px 0; border-top: 1px solid var(--red-ui-secondary-border-color); }
.twilio-form .twilio-findings > li > i { margin-top: 3px; }
.twilio-form .twilio-findings b { font-weight: 600; }
.twilio-form .twilio-findings .twilio-details { margin: 2px 0; padding-left: 0; }
.twilio-form .twilio-ok > i { color: var(--red-ui-text-color-success); }
.twilio-form .twilio-warning-state > i, .twilio-form .twilio-unknown > i { color: var(--red-ui-text-color-warning); }
.twilio-form .twilio-problem-state > i { color: var(--red-ui-text-color-error); }
.twilio-form .twilio-targets > li { padding: 8px 0; border-top: 1px solid var(--red-ui-secondary-border-color); }
.twilio-form .twilio-target-head { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.twilio-form .twilio-target-head > span { flex: 1 1 150px; min-width: 0; overflow-wrap: anywhere; }
.twilio-form .twilio-target-head b { font-weight: 600; }
.twilio-form .twilio-slots > li { display: grid; grid-template-columns: 20px 120px 1fr; column-gap: 4px; padding: 1px 0; }
.twilio-form .twilio-slots > li > i { margin-top: 3px; }
.twilio-form .twilio-ask { margin: 8px 0; padding: 8px 10px; border-left: 3px solid var(--red-ui-border-color-warning); background: var(--red-ui-secondary-background); }
.twilio-form .twilio-buttons { display: flex; flex-wrap: wrap; gap: 6px; margin: 6px 0; }
`;

const ID = 'twilio-setup-style';

/** Adds the style sheet of the setup to the page, once. */
export function addSetupStyle(): void {
  if (document.getElementById(ID)) return;
  const style = document.createElement('style');
  style.id = ID;
  style.textContent = CSS;
  document.head.append(style);
}
