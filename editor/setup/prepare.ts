/** Prepares the setup in the account's form and in those of triggers. */

import { asText, current, formOf } from '../properties/current';
import { text } from '../strings';
import { prepareDoctor } from './doctor';
import { element } from './elements';
import { addSetupStyle } from './style';
import { hostOf, portOf, WAYS } from './ways';
import { loadWebhooks, type Shown } from './webhooks';

/** The path of the account's webhooks from Node-RED's root. */
function pathOf(node: EditorNode): string {
  const root = RED.settings.httpNodeRoot === false ? '' : (RED.settings.httpNodeRoot ?? '');
  return `${root.replace(/\/+$/, '')}/${current(node, 'path')
    .trim()
    .replace(/^\/+|\/+$/g, '')}`;
}

/** Shows what to type for the way that is chosen. */
function prepareWays(node: EditorNode, form: JQuery): void {
  const list = form.find('#twilio-config-way');
  const output = form.find('#twilio-config-way-text');
  const show = (): void => {
    const way = String(list.val());
    const typed = WAYS[way]?.({
      port: portOf(window.location),
      path: pathOf(node),
      host: hostOf(current(node, 'publicUrl')),
    });
    output.empty();
    if (typed === undefined) return;
    const block = element('pre', '', typed);
    block.tabIndex = 0;
    output.append(element('p', '', text(`setup.way.hint.${way}`)), block, element('p', '', text('setup.way.then')));
  };
  // Stops the event, because Node-RED would handle it as a change of one of its own fields.
  list.on('change', (event) => {
    event.stopPropagation();
    show();
  });
  form.find('#node-config-input-publicUrl, #node-config-input-path').on('change keyup input', show);
  show();
}

/** Opens the section of a field and goes there. */
function goTo(form: JQuery, field: string): void {
  const input = form.find(`#node-config-input-${field}`);
  input.closest('details').prop('open', true);
  input.get(0)?.scrollIntoView({ block: 'center' });
  input.trigger('focus');
}

/** Prepares `<AccountSetup />`. */
export function prepareAccountSetup(node: EditorNode, form: JQuery): void {
  addSetupStyle();
  prepareWays(node, form);
  const output = form.find('#twilio-config-numbers');
  const showWebhooks = (): void => {
    output.get(0)?.scrollIntoView({ block: 'nearest' });
    void loadWebhooks(text, output, node.id);
  };
  form.find('#twilio-config-numbers-show').on('click', showWebhooks);
  prepareDoctor(text, form, node.id, {
    goTo: (field) => {
      goTo(form, field);
    },
    showWebhooks,
  });
}

/** The numbers or senders, and the URLs, that each kind of trigger listens to. */
const SHOWN: Readonly<Record<string, Shown>> = {
  sms: { kind: 'number', slots: ['messages', 'messagesFallback'] },
  whatsapp: { kind: 'whatsapp', slots: ['messages', 'messagesFallback'] },
  call: { kind: 'number', slots: ['calls', 'callsFallback', 'status'] },
};

/** Prepares `<TriggerSetup />`. Forms without it stay as they are. */
export function prepareTriggerSetup(node: EditorNode): void {
  const form = formOf(node);
  const start = form.find('#twilio-numbers-show');
  if (start.length === 0) return;
  addSetupStyle();
  const output = form.find('#twilio-numbers');
  const shown = SHOWN[asText(start.data('shows'))] ?? {};
  const account = (): string => RED.nodes.node(current(node, 'account'))?.id ?? '';
  const update = (): void => {
    output.empty();
    start.prop('disabled', account() === '');
  };
  form.find('#node-input-account').on('change', update);
  update();
  start.on('click', () => {
    void loadWebhooks(text, output, account(), shown);
  });
}
