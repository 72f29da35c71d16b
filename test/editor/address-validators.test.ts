import assert from 'node:assert/strict';
import { smsRecipients } from '../../editor/validators/action-validators';
import { addressList, defaultSender, sender } from '../../editor/validators/validators';
import { accepts, marks } from './validator-checks';

describe('the checks of the forms', () => {
  it('take a recipient in E.164, punctuation and all', () => {
    accepts(smsRecipients, '+14155550100', ' +14155550100 ', '+44 (20) 7183-8750', '\u202a+14155550100', 'rcs:agent');
    marks(smsRecipients, 'phoneNumber', '4155550100', '+0155550100', '+1234567890123456', 'whatsapp:+14155550100');
  });

  it('take numbers, short codes and sender IDs as senders', () => {
    accepts(sender, '', '+14155550100', '+1 415-555-0100', '12345', 'ACME', 'Acme Shop 1', 'rcs:agent');
    accepts(defaultSender, '', '+14155550100', 'ACME', 'whatsapp:+14155550100');
    marks(sender, 'sender', '14155550100', 'whatsapp:+14155550100', 'A name too long', '+1415x', 'Müller');
  });

  it('take a list of addresses with wildcards', () => {
    accepts(
      addressList,
      '',
      '+14155550100',
      '+1415*',
      '*',
      '+1415*, +44 20 7183 8750 ,12345,',
      'sip:1001@pbx.example.com:5061;transport=tls',
      'client:4155550100, messenger:104256789012345',
      'ACME',
      'AC*',
      'whatsapp:+1415*',
      'whatsapp:AR.1A2B',
      '*5550100',
    );
  });

  it('quote the entry of a list that can be no address', () => {
    assert.deepEqual(addressList('+1415*, +1415#5'), { key: 'address', values: { entry: '+1415#5' } });
    marks(addressList, 'address', '++1415', '<b>', '1415+5550100');
  });

  it('mark a number without its plus, because it would match nothing', () => {
    assert.deepEqual(addressList('14155550100'), { key: 'addressPlus', values: { entry: '14155550100' } });
  });
});
