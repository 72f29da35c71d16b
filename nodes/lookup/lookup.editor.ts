import { accountsField, prepareAccounts } from '../../editor/account/account-list';
import { selectedIn } from '../../editor/fields/controls';
import { optionsField, optionsProperty, type OptionChecks } from '../../editor/fields/option-fields';
import { listField, numberField } from '../../editor/fields/own-fields';
import { labelWith } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { asText } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { country, day, lookupNumber } from '../../editor/validators/action-validators';
import { all, optional, required } from '../../editor/validators/check';
import { sid, statusList, wholeNumber } from '../../editor/validators/validators';

const set = properties('lookup');
const checks: OptionChecks = {
  countryCode: country,
  addressCountryCode: country,
  dateOfBirth: day,
  lastVerifiedDate: day,
  verificationSid: sid('VE'),
};
const packages = listField('fields');

/** The data package without a price. https://www.twilio.com/docs/lookup/v2-api */
const FREE_PACKAGE = 'validation';

/** The data packages that need data about a person. */
const IDENTITY_PACKAGES = ['identity_match', 'reassigned_number', 'pre_fill'];

/** The longest time that a result is kept: a year. */
const MAX_CACHE_MINUTES = 525_600;

/** Shows the notes about the price, and the fields of the packages that need data about a person. */
function prepareNotes(form: JQuery): void {
  const identity = form.find('#twilio-section-identity');
  const update = (): void => {
    const selected = selectedIn(packages.control('fields').text());
    const hasPrice = selected.some((name) => name !== FREE_PACKAGE);
    form.find('#twilio-note-free').prop('hidden', hasPrice);
    form.find('#twilio-note-costs').prop('hidden', !hasPrice);
    const isUsed = selected.some((name) => IDENTITY_PACKAGES.includes(name));
    // Filled fields stay visible: a message can select such a package, and hidden fields are not saved.
    const isFilled = identity
      .find('input')
      .get()
      .some((input) => input instanceof HTMLInputElement && input.value !== '');
    identity.prop('hidden', !isUsed && !isFilled);
    if (isUsed) identity.prop('open', true);
  };
  form.find('#twilio-field-fields').on('change', update);
  update();
}

/** The names of the selected data packages. */
const packageNames = (node: EditorNode): string =>
  selectedIn(asText(node['fields']))
    .map((name) => set.text(`twilio-lookup.packageName.${name}`))
    .join(', ');

RED.nodes.registerType('twilio-lookup', {
  category: 'Twilio',
  color: '#E7B98A',
  icon: 'twilio-lookup.svg',
  defaults: {
    name: { value: '' },
    account: set.account(),
    accounts: set.accounts(),
    number: set.typed('number', 'payload', all(required, lookupNumber)),
    numberType: { value: 'msg' },
    fields: set.field('fields', [], (value) => (statusList(value) ? { key: 'unknownFields' } : undefined)),
    cacheMinutes: set.field('cacheMinutes', 0, optional(wholeNumber(0, MAX_CACHE_MINUTES))),
    options: optionsProperty(set, checks),
  },
  inputs: 1,
  outputs: 2,
  ...nodeEditor(set, {
    fields: [accountsField, packages, numberField('cacheMinutes'), optionsField(set, checks)],
    typedInputs: ['number'],
    label: (node) => labelWith(set, packageNames(node)),
    outputLabel: (_node, index) =>
      set.text(index === 0 ? 'twilio-lookup.output.valid' : 'twilio-lookup.output.invalid'),
    open(node, form) {
      prepareAccounts(node);
      prepareNotes(form);
      const isSet = !['', '{}'].includes(asText(node['options'])) || !['', '0'].includes(asText(node['cacheMinutes']));
      form.find('#twilio-section-more').prop('open', isSet);
    },
  }),
});
