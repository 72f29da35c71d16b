/** Checkboxes for further accounts that a message may choose with `msg.account`. */

import { checkboxesControl, type ControlOf } from '../fields/controls';
import { listField, type OwnField } from '../fields/own-fields';
import { ACCOUNT_TYPE } from '../node-type';
import { asText, formOf } from '../properties/current';

/** A checkbox for each account node of the editor. */
function addBoxes(group: HTMLElement): void {
  RED.nodes.eachConfig((config) => {
    if (config.type !== ACCOUNT_TYPE) return;
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.value = config.id;
    const name = document.createElement('span');
    // `msg.account` is the name of an account node. A node without a name is shown by its id.
    name.textContent = asText(config.name) || config.id;
    label.append(box, name);
    group.append(label);
  });
}

const accountsControl: ControlOf = (property) => {
  const control = checkboxesControl(property);
  return {
    ...control,
    fill(text) {
      for (const group of control.visible().get()) addBoxes(group);
      control.fill(text);
    },
  };
};

/** The field of the property `accounts`, `<AccountsSection />`. */
export const accountsField: OwnField = { ...listField('accounts'), control: accountsControl };

/**
 * Prepares the section: the node's own account is not in the list, there is no section without another account, and it is open
 * when one is selected.
 */
export function prepareAccounts(node: EditorNode): void {
  const form = formOf(node);
  const section = form.find('#twilio-section-accounts');
  const boxes = form.find('#twilio-field-accounts input');
  const own = form.find('#node-input-account');
  const showOthers = (): void => {
    const others = boxes.get().filter((box) => {
      const isOther = $(box).val() !== own.val();
      $(box).closest('label').toggle(isOther);
      return isOther;
    });
    section.toggle(others.length > 0);
  };
  showOthers();
  own.on('change', showOthers);
  section.prop('open', boxes.filter(':checked').length > 0);
}
