/** Addresses: recipients, senders, whom a call is connected to, and filters. */
import fc from 'fast-check';
import {
  caller,
  callRecipient,
  smsRecipients,
  verifyRecipient,
  whatsappRecipients,
  whatsappSender,
} from '../../editor/validators/action-validators';
import { callerId, dialTarget } from '../../editor/validators/dial-validators';
import { addressList, sender } from '../../editor/validators/validators';
import { callAddress } from '../../lib/addresses/call-address';
import { dialCallerId, PARTY_KINDS } from '../../lib/addresses/dial-address';
import { smsRecipient, smsSender, whatsappAddress } from '../../lib/addresses/message-address';
import { addressFilter } from '../../lib/events/address-filter';
import { verificationKey, verifyRecipient as readVerifyRecipient } from '../../lib/identity/verify-recipient';
import { recipientsOf } from '../../lib/messages/send-to-many';
import { partiesOf, roomOf } from '../../nodes/dial/parties';
import { address } from './one-truth-values';
import { describeOneTruth, type Case } from './one-truth-check';

/** Each recipient of a list is sent to on its own. */
const everyRecipient = (read: (one: unknown) => unknown) => (text: string) => {
  const recipients = recipientsOf(text);
  return ('each' in recipients ? recipients.each : [recipients.one]).map(read);
};

const CASES: Record<string, Case> = {
  'the recipients of an SMS': {
    check: smsRecipients,
    read: everyRecipient(smsRecipient),
    values: fc.oneof(
      address,
      fc.tuple(address, address).map((parts) => parts.join(',')),
    ),
    required: true,
  },
  'the sender of an SMS': { check: sender, read: smsSender, values: address },
  'the recipients of a WhatsApp message': {
    check: whatsappRecipients,
    read: everyRecipient((one) => whatsappAddress(one, 'recipient')),
    values: fc.oneof(
      address,
      fc.tuple(address, address).map((parts) => parts.join(';')),
    ),
    required: true,
  },
  'the sender of a WhatsApp message': {
    check: whatsappSender,
    read: (text) => whatsappAddress(text, 'sender'),
    values: address,
  },
  'the recipient of a call': { check: callRecipient, read: (text) => callAddress(text, 'recipient'), values: address },
  'the caller': {
    check: caller('+14155550100'),
    read: (text) => callAddress(text, 'sender', '+14155550100'),
    values: address,
  },
  'the caller of a SIP address': {
    check: caller('sip:a@b'),
    read: (text) => callAddress(text, 'sender', 'sip:a@b'),
    values: address,
  },
  ...Object.fromEntries(
    PARTY_KINDS.flatMap((kind): [string, Case][] => [
      [
        `whom to dial: ${kind}`,
        {
          check: dialTarget(kind, true),
          read: (text) => partiesOf(text, kind, true),
          values: fc.oneof(
            address,
            fc.array(address, { maxLength: 12 }).map((parts) => parts.join(',')),
          ),
          required: true,
        },
      ],
      [
        `the caller ID of a dialed ${kind}`,
        { check: callerId(kind), read: (text) => dialCallerId(text, kind), values: address },
      ],
    ]),
  ),
  'the name of a conference to dial': {
    check: dialTarget('conference', true),
    read: (text) => roomOf(text, 'conference'),
    values: fc.string({ maxLength: 140 }),
    required: true,
  },
  'the recipient of a verification by SMS': {
    check: verifyRecipient('sms'),
    read: (text) => readVerifyRecipient(text, 'sms'),
    values: address,
  },
  'the recipient of a verification by email': {
    check: verifyRecipient('email'),
    read: (text) => readVerifyRecipient(text, 'email'),
    values: address,
  },
  'the verification to check': { check: verifyRecipient(''), read: verificationKey, values: address },
  'an address filter': {
    check: addressList,
    read: (text) => addressFilter('filterFrom', text) ?? true,
    values: fc.oneof(
      address,
      fc.tuple(address, fc.constantFrom('*', '+1*', ' ', ''), address).map((parts) => parts.join(',')),
    ),
  },
};

describeOneTruth(CASES);
