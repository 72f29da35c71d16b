/** The doctor in the account's form: one line for each check. */

import type { Text } from '../strings';
import type { Finding, Missing } from './answers';
import { button, element, icon, outsideLink } from './elements';
import { runDoctor } from './requests';

const ICONS: Readonly<Record<string, string>> = {
  ok: 'check-circle',
  note: 'info-circle',
  warning: 'exclamation-triangle',
  problem: 'times-circle',
  unknown: 'question-circle',
};

const CLASSES: Readonly<Record<string, string>> = {
  ok: 'twilio-ok',
  warning: 'twilio-warning-state',
  problem: 'twilio-problem-state',
  unknown: 'twilio-unknown',
};

/** The reasons why a check could not be made, which are the same for all checks. */
const UNKNOWN = ['failed', 'timeout', 'noCredentials'];

/** What the buttons of findings do in the form. */
export interface DoctorActions {
  /** Goes to a field. */
  goTo(field: string): void;
  showWebhooks(): void;
}

/** The sentence of a finding. */
function sentence(text: Text, { check, state, text: key, values }: Finding): string {
  const isGeneral = state === 'unknown' && UNKNOWN.includes(key);
  return text(isGeneral ? `setup.unknown.${key}` : `setup.finding.${check}.${key}`, values);
}

/** The button or link that does what a finding asks for. */
function fixOf(text: Text, { fix }: Finding, actions: DoctorActions): HTMLElement[] {
  switch (fix?.kind) {
    case 'field':
      return [
        button(text('setup.fix.field'), () => {
          actions.goTo(fix.field);
        }),
      ];
    case 'webhooks':
      return [button(text('setup.fix.webhooks'), actions.showWebhooks)];
    case 'link':
      return /^https:\/\/console\.twilio\.com\//.test(fix.url) ? [outsideLink(text('setup.fix.link'), fix.url)] : [];
    default:
      return [];
  }
}

function line(text: Text, finding: Finding, actions: DoctorActions): HTMLLIElement {
  const { check, state, details } = finding;
  const title = element('b', '', `${text(`setup.check.${check}`)} – ${text(`setup.state.${state}`)}: `);
  const list = element('ul', 'twilio-details', ...details.map((one) => element('li', '', element('code', '', one))));
  const fixes = fixOf(text, finding, actions);
  const body = element('div', '', title, sentence(text, finding));
  if (details.length > 0) body.append(list);
  if (fixes.length > 0) body.append(element('div', 'twilio-buttons', ...fixes));
  const item = element('li', CLASSES[state] ?? '', icon(ICONS[state] ?? 'question-circle'), body);
  item.dataset['check'] = check;
  item.dataset['state'] = state;
  return item;
}

/** How many findings have a state. */
const count = (findings: readonly Finding[], state: string): string =>
  String(findings.filter((finding) => finding.state === state).length);

/** Shows what the doctor has found, or why it did not run. */
function show(text: Text, output: JQuery, found: Finding[] | Missing, actions: DoctorActions): void {
  if (!Array.isArray(found)) {
    const why = 'notDeployed' in found ? text('setup.doctor.notDeployed') : found.error || text('setup.doctor.failed');
    output.empty().append(element('p', '', why));
    return;
  }
  const summary = text('setup.doctor.summary', {
    problems: count(found, 'problem'),
    warnings: count(found, 'warning'),
    unknown: count(found, 'unknown'),
  });
  const lines = found.map((finding) => line(text, finding, actions));
  output.empty().append(element('p', '', element('b', '', summary)), element('ul', 'twilio-findings', ...lines));
}

/** Prepares the button of the doctor, `<Doctor />`. */
export function prepareDoctor(text: Text, form: JQuery, account: string, actions: DoctorActions): void {
  const start = form.find('#twilio-config-doctor-run');
  const output = form.find('#twilio-config-doctor');
  start.on('click', () => {
    start.prop('disabled', true);
    output.empty().append(element('p', '', text('setup.doctor.running')));
    void runDoctor(account).then((found) => {
      start.prop('disabled', false);
      show(text, output, found, actions);
    });
  });
}
