import { API, deleteOne, DOCS, getOne, httpMethod, listOf, post, sid } from './builders';
import type { Operations, Parameter } from './types';

const NUMBER_DOCS = `${DOCS}phone-numbers/api/incomingphonenumber-resource`;

/** A number of the account: its SID, or the phone number. */
const NUMBER: Parameter = { ...sid('PN'), orNumber: true };

/** The settings of a phone number. */
const NUMBER_SETTINGS: readonly Parameter[] = [
  { name: 'friendlyName', type: 'text' },
  { name: 'smsUrl', type: 'url' },
  httpMethod('smsMethod'),
  { name: 'smsFallbackUrl', type: 'url' },
  httpMethod('smsFallbackMethod'),
  { name: 'voiceUrl', type: 'url' },
  httpMethod('voiceMethod'),
  { name: 'voiceFallbackUrl', type: 'url' },
  httpMethod('voiceFallbackMethod'),
  { name: 'voiceCallerIdLookup', type: 'boolean' },
  { name: 'statusCallback', type: 'url' },
  httpMethod('statusCallbackMethod'),
  { name: 'smsApplicationSid', type: 'sid', prefix: 'AP' },
  { name: 'voiceApplicationSid', type: 'sid', prefix: 'AP' },
  { name: 'trunkSid', type: 'sid', prefix: 'TK' },
  { name: 'addressSid', type: 'sid', prefix: 'AD' },
  { name: 'bundleSid', type: 'sid', prefix: 'BU' },
  { name: 'identitySid', type: 'sid', prefix: 'RI' },
  { name: 'emergencyStatus', type: 'choice', choices: ['Active', 'Inactive'] },
  { name: 'emergencyAddressSid', type: 'sid', prefix: 'AD' },
  { name: 'voiceReceiveMode', type: 'choice', choices: ['voice', 'fax'] },
];

/** The account's phone numbers. */
export const incomingNumbers = {
  list: listOf(
    `${API}/IncomingPhoneNumbers.json`,
    'incoming_phone_numbers',
    NUMBER_DOCS,
    { name: 'phoneNumber', type: 'text' },
    { name: 'friendlyName', type: 'text' },
  ),
  get: getOne(`${API}/IncomingPhoneNumbers/{sid}.json`, 'PN', NUMBER_DOCS),
  update: post(`${API}/IncomingPhoneNumbers/{sid}.json`, NUMBER_DOCS, [NUMBER, ...NUMBER_SETTINGS], {
    emptyClears: true,
  }),
  /** An update whose parameters the node fills in with the URLs that the flows listen to. */
  setWebhooks: post(`${API}/IncomingPhoneNumbers/{sid}.json`, NUMBER_DOCS, [NUMBER]),
  buy: post(
    `${API}/IncomingPhoneNumbers.json`,
    NUMBER_DOCS,
    [{ name: 'phoneNumber', type: 'phone' }, { name: 'areaCode', type: 'text' }, ...NUMBER_SETTINGS],
    { oneOf: ['phoneNumber', 'areaCode'], confirm: true },
  ),
  release: deleteOne(`${API}/IncomingPhoneNumbers/{sid}.json`, 'PN', NUMBER_DOCS),
} as const satisfies Operations;

/** Phone numbers that can be bought. */
export const availableNumbers = {
  search: listOf(
    `${API}/AvailablePhoneNumbers/{country}/{type}.json`,
    'available_phone_numbers',
    `${DOCS}phone-numbers/api/availablephonenumber-resource`,
    { name: 'country', type: 'country', required: true, inPath: true },
    { name: 'type', type: 'choice', choices: ['Local', 'Mobile', 'TollFree'], required: true, inPath: true },
    { name: 'areaCode', type: 'number' },
    { name: 'contains', type: 'text' },
    { name: 'inLocality', type: 'text' },
    { name: 'inRegion', type: 'text' },
    { name: 'smsEnabled', type: 'boolean' },
    { name: 'mmsEnabled', type: 'boolean' },
    { name: 'voiceEnabled', type: 'boolean' },
    { name: 'excludeAllAddressRequired', type: 'boolean' },
  ),
} as const satisfies Operations;
