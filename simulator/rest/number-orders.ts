import { badRequest, type ApiError } from '../core/api-error';
import { MAX_NUMBERS, newNumber, numberView } from '../numbering/own-numbers';
import { isE164, tidyNumber } from '../numbering/phone-numbers';
import { isCanadianArea, kindOf, planOf } from '../numbering/numbering-plan';
import { findNumbers, isForSale } from '../numbering/number-inventory';
import type { SimulatorContext } from '../model/context';
import { numberOf, numberResource, readSettings } from './numbers';
import type { Route } from './router';
import type { Params } from '../model/rest';

/**
 * Buying and releasing numbers.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#create-an-incomingphonenumber-resource
 */
export const numberOrderRoutes: readonly Route[] = [
  {
    method: 'POST',
    product: 'api',
    path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json',
    answer({ world, form }) {
      const phoneNumber = chosenNumber(world, form);
      const needsAddress = (kindOf(phoneNumber)?.plan.address ?? 'none') !== 'none';
      if (needsAddress && (form.get('AddressSid') ?? '') === '') {
        throw badRequest(21631, "Phone Number Requires an Address but the 'AddressSid' parameter was empty.");
      }
      const settings = readSettings(form);
      const number = newNumber(phoneNumber, world.ids.sid('PN'), world.timers.now());
      number.settings = { ...number.settings, ...settings };
      world.numbers.add(number);
      world.usage.count('phonenumbers', 1);
      world.changed({ type: 'number', item: numberView(world, number) });
      return { status: 201, body: numberResource(world, number) };
    },
  },
  {
    method: 'DELETE',
    product: 'api',
    path: '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json',
    answer(call) {
      const { world } = call;
      const { sid, phoneNumber } = numberOf(call);
      world.numbers.remove(sid);
      world.changed({ type: 'number-removed', item: { sid, phoneNumber } });
      return { status: 204 };
    },
  },
];

/** @throws ApiError 21421, 21422, 21451 or 21452 */
function chosenNumber(world: SimulatorContext, form: Params): string {
  // Twilio sells no more than a plan allows either; here it keeps the memory bounded.
  if (world.numbers.size >= MAX_NUMBERS) throw unavailable('Any number');
  const given = form.get('PhoneNumber') ?? '';
  if (given !== '') {
    const number = tidyNumber(given);
    if (!isE164(number) || number === INVALID_NUMBER) throw badRequest(21421, `PhoneNumber is invalid: ${given}`);
    if (!isForSale(world, number)) throw unavailable(number);
    return number;
  }
  const code = form.get('AreaCode') ?? '';
  if (code === '') throw badRequest(21421, 'PhoneNumber is invalid: PhoneNumber or AreaCode is required');
  if (!/^[2-9]\d\d$/.test(code)) throw badRequest(21451, `Invalid area code: ${code}`);
  if (code === EMPTY_AREA) throw badRequest(21452, `No phone numbers found in area code ${code}`);
  const country = planOf(isCanadianArea(code) ? 'CA' : 'US');
  const isTollFree = country?.kinds.TollFree?.prefixes.includes(code) === true;
  const kind = isTollFree ? 'TollFree' : 'Local';
  const plan = country?.kinds[kind];
  const [first] =
    country && plan ? findNumbers(world, { country, kind, plan, prefixes: [code], pattern: undefined }) : [];
  if (first === undefined) throw badRequest(21452, `No phone numbers found in area code ${code}`);
  return first;
}

/** What Twilio's test credentials refuse. https://www.twilio.com/docs/iam/test-credentials */
const INVALID_NUMBER = '+15005550001';
const EMPTY_AREA = '533';

function unavailable(number: string): ApiError {
  return badRequest(21422, `${number} is not available.`);
}
