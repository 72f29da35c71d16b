/** The account of a new node, and the first account of an editor. */

import { ACCOUNT_TYPE } from '../node-type';
import { asText, formOf } from '../properties/current';

/** The account nodes of the editor. */
export function accounts(): EditorNode[] {
  const found: EditorNode[] = [];
  RED.nodes.eachConfig((config) => {
    if (config.type === ACCOUNT_TYPE) found.push(config);
  });
  return found;
}

/** The id of the only account that is enabled; undefined when there is none, or more than one. */
export function onlyAccount(): string | undefined {
  const [account, ...others] = accounts().filter(({ d }) => d !== true);
  return others.length === 0 ? account?.id : undefined;
}

/** Whether a node needs an account and has none. */
const needsAccount = (node: EditorNode): boolean =>
  node._def.defaults['account']?.required === true && !RED.nodes.node(asText(node['account']));

/** Gives a new node the only account. */
export function giveOnlyAccount(node: EditorNode): void {
  const only = onlyAccount();
  if (only !== undefined && needsAccount(node)) node['account'] = only;
}

/** The environment that a person has chosen for the next new account, before its form opens. */
let wanted: 'twilio' | 'simulator' | undefined;

/** The environment of a new account: what was chosen, or the simulator for the first account. */
export function firstEnvironment(): 'twilio' | 'simulator' {
  const chosen = wanted;
  wanted = undefined;
  return chosen ?? (accounts().length === 0 ? 'simulator' : 'twilio');
}

/** Adds a simulated account with default values to the editor, as its form does. @returns its id */
function addSimulator(): string {
  const definition = RED.nodes.getType(ACCOUNT_TYPE);
  const id = RED.nodes.id();
  if (definition === undefined) return '';
  const values = Object.entries(definition.defaults).map(([name, { value }]) => [name, structuredClone(value)]);
  const account: EditorNode = {
    ...Object.fromEntries(values),
    environment: 'simulator',
    id,
    type: ACCOUNT_TYPE,
    _def: definition,
    users: [],
    changed: true,
  };
  RED.history.push({ t: 'add', nodes: [id], dirty: RED.nodes.dirty() });
  RED.nodes.add(account);
  RED.nodes.dirty(true);
  return id;
}

/**
 * Prepares the account's row: selects the only account where the node needs one, and offers the simulator and Twilio while
 * there is no account, `<AccountField />`.
 */
export function prepareAccount(node: EditorNode): void {
  const form = formOf(node);
  const list = form.find('select#node-input-account');
  const offer = form.find('#twilio-first-account');
  const isRequired = node._def.defaults['account']?.required === true;
  const only = onlyAccount();
  if (only !== undefined && needsAccount(node)) list.val(only);
  const update = (): void => {
    const isFirst = isRequired && accounts().length === 0;
    offer.prop('hidden', !isFirst);
    list.parent().toggle(!isFirst);
  };
  offer.find('[data-account=simulator]').on('click', () => {
    const id = addSimulator();
    const label = RED.nodes.getType(ACCOUNT_TYPE)?.label;
    const account = RED.nodes.node(id);
    list.prepend(new Option(account && label ? label.call(account) : id, id)).val(id);
    update();
    list.trigger('change').trigger('focus');
  });
  offer.find('[data-account=twilio]').on('click', () => {
    wanted = 'twilio';
    form.find('#node-input-btn-account-add').trigger('click');
  });
  list.on('change', update);
  update();
}
