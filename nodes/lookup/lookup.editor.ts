import { country, day, lookupNumber } from '../../editor/action-validators';
import { tickedIn } from '../../editor/controls';
import { listField, numberField, openForm, prepareTyped, savePlain } from '../../editor/fields';
import { optionsField, optionsProperty, type OptionChecks } from '../../editor/option-fields';
import { accountReference, asText, field, formOf, typedField } from '../../editor/rules';
import { strings } from '../../editor/strings';
import { addStyle } from '../../editor/style';
import { all, required, sid, statusList, wholeNumber } from '../../editor/validators';

const text = strings('lookup');
const checks: OptionChecks = {
  countryCode: country,
  addressCountryCode: country,
  dateOfBirth: day,
  lastVerifiedDate: day,
  verificationSid: sid('VE'),
};
const plain = [listField('fields'), numberField('cacheMinutes'), optionsField(text, 'twilio-lookup', checks)];

/** The data package that costs nothing. https://www.twilio.com/docs/lookup/v2-api */
const FREE = 'validation';

/** The data packages to which a flow gives what it knows of a person. */
const WITH_IDENTITY = ['identity_match', 'reassigned_number', 'pre_fill'];

/** A year in minutes; what Twilio said a year ago is no answer. */
const LONGEST_CACHE = 525_600;

addStyle();

RED.nodes.registerType('twilio-lookup', {
  category: 'Twilio',
  color: '#E7B98A',
  icon: 'twilio-lookup.svg',
  defaults: {
    name: { value: '' },
    account: accountReference(text),
    number: typedField(text, 'twilio-lookup', 'number', 'payload', all(required, lookupNumber)),
    numberType: { value: 'msg' },
    fields: field(text, 'twilio-lookup.label.fields', [], (value) =>
      statusList(value) ? { key: 'unknownFields' } : undefined,
    ),
    cacheMinutes: field(text, 'twilio-lookup.label.cacheMinutes', 0, (value) =>
      value.trim() === '' ? undefined : wholeNumber(0, LONGEST_CACHE)(value),
    ),
    options: optionsProperty(text, 'twilio-lookup', checks),
  },
  inputs: 1,
  outputs: 2,
  paletteLabel: text('twilio-lookup.palette'),
  label() {
    return this.name || text('twilio-lookup.palette');
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels(index) {
    return text(index === 0 ? 'twilio-lookup.output.valid' : 'twilio-lookup.output.invalid');
  },
  oneditprepare() {
    prepareTyped(['number']);
    openForm(this, plain);
    const form = formOf(this);
    const packages = form.find('#twilio-field-fields');
    const person = form.find('#twilio-section-identity');
    const showNotes = (): void => {
      const [list] = plain;
      const ticked = tickedIn(list?.control('fields').text() ?? '');
      const paid = ticked.filter((name) => name !== FREE);
      form.find('#twilio-note-free').prop('hidden', paid.length > 0);
      form.find('#twilio-note-costs').prop('hidden', paid.length === 0);
      const wanted = ticked.some((name) => WITH_IDENTITY.includes(name));
      // What was written stays in sight: a message may still ask for such a package, and hidden fields are not saved.
      const written = person
        .find('input')
        .get()
        .some((part) => part instanceof HTMLInputElement && part.value !== '');
      person.prop('hidden', !wanted && !written);
      if (wanted) person.prop('open', true);
    };
    packages.on('change', showNotes);
    showNotes();
    const isSet = !['', '{}'].includes(asText(this['options'])) || !['', '0'].includes(asText(this['cacheMinutes']));
    form.find('#twilio-section-more').prop('open', isSet);
  },
  oneditsave() {
    savePlain(this, plain);
  },
});
