/** The content template of a WhatsApp message: a list of the account's templates, and a row for each variable. */

import { jsonRows, objectIn, usedVariables, variableRows } from '../fields/json-rows';
import { chooseFromAccount } from '../account/account-choices';
import { current, formOf } from '../properties/current';
import type { Text } from '../strings';

/** Prepares the list and the rows. */
export function openTemplate(node: EditorNode, text: Text): void {
  const form = formOf(node);
  const variables = form.find('#node-input-contentVariables');
  const place = form.find('#twilio-rows-variables');
  const rows = jsonRows(place, variables, 'variable');
  const title = form.find('#twilio-title-variables');
  const showTitle = (): void => {
    title.prop('hidden', place.prop('hidden') === true);
  };
  variables.on('change', showTitle);
  let before = current(node, 'contentSid').trim();
  chooseFromAccount(node, text, {
    property: 'contentSid',
    what: 'contentTemplates',
    isNeeded: () => current(node, 'mode') === 'template',
    onChoice(template) {
      const set = variables.typedInput('type') === 'json' ? objectIn(variables.typedInput('value')) : undefined;
      // After a change of the template, only the variables that the new one has are kept.
      if (template && before !== '' && before !== template.value && set) {
        variables.typedInput('value', JSON.stringify(usedVariables(set, template)));
      }
      before = template?.value ?? before;
      form.find('#twilio-template-body').text(template?.body ?? '');
      rows.show(template ? variableRows(template.variables, objectIn(variables.typedInput('value')) ?? {}) : []);
      showTitle();
    },
  });
}
