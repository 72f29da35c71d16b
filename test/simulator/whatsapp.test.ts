import assert from 'node:assert/strict';
import type { PersonMessage } from '../../simulator';
import { own, person, useScene } from './support';

const ownWhatsApp = `whatsapp:${own}`;
const personWhatsApp = `whatsapp:${person}`;

describe('a WhatsApp message from a person', () => {
  const scene = useScene();
  const write = (fields: Partial<PersonMessage>) => scene.text({ channel: 'whatsapp', ...fields });
  const posted = () => scene.told('message').at(-1) ?? {};

  it('is sent with the parameters of WhatsApp and without those of SMS', async () => {
    const message = await write({ profileName: 'Ada', body: 'hi' });
    const { ChannelMetadata, ExternalUserId, ...params } = posted();
    assert.match(ExternalUserId ?? '', /^whatsapp:US\.\d{16}$/);
    assert.deepEqual(params, {
      ProfileName: 'Ada',
      WaId: person.slice(1),
      MessageType: 'text',
      SmsMessageSid: message.sid,
      NumMedia: '0',
      SmsSid: message.sid,
      SmsStatus: 'received',
      Body: 'hi',
      To: ownWhatsApp,
      NumSegments: '1',
      ReferralNumMedia: '0',
      MessageSid: message.sid,
      AccountSid: scene.simulator.accountSid,
      From: personWhatsApp,
      ApiVersion: '2010-04-01',
    });
    assert.deepEqual(JSON.parse(ChannelMetadata ?? ''), {
      type: 'whatsapp',
      data: { context: { ProfileName: 'Ada', WaId: person.slice(1) } },
    });
    assert.equal(message.profileName, 'Ada');
  });

  const kinds: [what: string, fields: Partial<PersonMessage>, tells: Record<string, string>][] = [
    [
      'a location',
      { body: '', location: { latitude: 37.78, longitude: -122.4, address: '101 Spear St', label: 'Office' } },
      { Latitude: '37.78', Longitude: '-122.4', Address: '101 Spear St', Label: 'Office', MessageType: 'location' },
    ],
    [
      'a location of nothing but its place',
      { body: '', location: { latitude: 0, longitude: 0 } },
      { Latitude: '0', Longitude: '0', Body: '' },
    ],
    [
      'a button',
      { body: '', button: { text: 'Yes', payload: 'confirm' } },
      { ButtonText: 'Yes', ButtonPayload: 'confirm', ButtonType: 'REPLY', Body: 'Yes', MessageType: 'button' },
    ],
    [
      'a row of a list',
      { body: '', list: { id: 'r1', title: 'Large', description: '40 cm' } },
      { ListId: 'r1', ListTitle: 'Large', ListDescription: '40 cm', Body: 'Large', MessageType: 'interactive' },
    ],
    [
      'a flow that was filled in',
      { body: '', flow: { name: 'Ada', seats: 2 } },
      { FlowData: '{"name":"Ada","seats":2}', InteractiveData: '{"flowResponse":{"name":"Ada","seats":2}}' },
    ],
    ['a forwarded text', { forwarded: true }, { Forwarded: 'true' }],
    ['a text that goes around', { forwarded: 'frequently' }, { Forwarded: 'true', FrequentlyForwarded: 'true' }],
    [
      'the first text after an advertisement',
      {
        referral: { body: 'Half price', sourceId: '1', sourceType: 'ad', sourceUrl: 'https://fb.me/1', ctwaClid: 'c' },
      },
      {
        ReferralBody: 'Half price',
        ReferralSourceId: '1',
        ReferralSourceType: 'ad',
        ReferralSourceUrl: 'https://fb.me/1',
        ReferralCtwaClid: 'c',
      },
    ],
    ['a picture', { body: '', media: 'https://example.com/a.png' }, { MessageType: 'image', NumMedia: '1' }],
    ['another WhatsApp number than the sender', { waId: '5215512345678' }, { WaId: '5215512345678' }],
  ];
  for (const [what, fields, tells] of kinds) {
    it(`may be ${what}`, async () => {
      const message = await write(fields);
      const params = posted();
      assert.deepEqual(Object.fromEntries(Object.keys(tells).map((name) => [name, params[name]])), tells);
      for (const [name, value] of Object.entries(fields)) {
        if (name !== 'body' && name !== 'media') assert.deepEqual(Reflect.get(message, name), value);
      }
    });
  }

  it('has the message that it replies to, and its sender', async () => {
    const first = await write({ body: 'question' });
    await write({ repliedTo: { messageSid: first.sid } });
    assert.equal(posted()['OriginalRepliedMessageSid'], first.sid);
    assert.equal(posted()['OriginalRepliedMessageSender'], personWhatsApp);
    await write({ repliedTo: { messageSid: `SM${'0'.repeat(32)}` } });
    assert.equal(posted()['OriginalRepliedMessageSender'], ownWhatsApp);
  });

  it('repeats some parameters in its metadata, and says whether it was forwarded when it answers another one', async () => {
    await write({ body: '', button: { text: 'Yes', payload: 'confirm' } });
    const { ChannelMetadata, Forwarded, FrequentlyForwarded } = posted();
    assert.deepEqual([Forwarded, FrequentlyForwarded], ['false', 'false']);
    assert.match(
      ChannelMetadata ?? '',
      /"context":{"ButtonText":"Yes","Forwarded":"false","FrequentlyForwarded":"false","Prof/,
    );
    await write({ body: 'look', forwarded: true });
    assert.deepEqual([posted()['Forwarded'], posted()['FrequentlyForwarded']], ['true', 'false']);
    await write({ body: '', location: { latitude: 1.5, longitude: 2 } });
    assert.match(posted()['ChannelMetadata'] ?? '', /"context":{"Latitude":"1.5","Longitude":"2","ProfileName"/);
  });

  it('has the type of a contact when it has a business card', async () => {
    await write({ body: '', media: 'data:text/vcard,BEGIN%3AVCARD' });
    assert.equal(posted()['MessageType'], 'contacts');
  });

  it('can come from a person without a phone number, who can be answered', async () => {
    scene.flow({ message: '<Message>hello you</Message>' });
    const from = 'whatsapp:AR.1A2B3C4D5E6F';
    const message = await scene.text({ from, to: ownWhatsApp });
    assert.equal(message.from, from);
    assert.deepEqual([posted()['From'], posted()['ExternalUserId']], [from, from]);
    assert.equal(posted()['WaId'], undefined);
    assert.deepEqual(scene.replies()[0]?.to, from);
    await scene.pass(1000);
    assert.equal(scene.simulator.state().messages.at(-1)?.status, 'delivered');
  });

  const wrong: [fields: Record<string, unknown>, says: RegExp][] = [
    [{ channel: 'sms', location: { latitude: 1, longitude: 1 } }, /Only a WhatsApp message can have location/],
    [{ location: { latitude: 91, longitude: 1 } }, /"location\.latitude" must be a number from -90 to 90/],
    [{ location: { latitude: 1 } }, /"location\.longitude" must be a number from -180 to 180/],
    [{ location: 'here' }, /"location" must be an object/],
    [{ button: { payload: 'x' } }, /"button\.text" is missing/],
    [{ list: { id: 'x' } }, /"list\.title" is missing/],
    [{ flow: [] }, /"flow" must be an object/],
    [{ forwarded: 'often' }, /"forwarded" must be true, false or "frequently"/],
    [{ repliedTo: { messageSid: 'SM1' } }, /"repliedTo\.messageSid" must be the SID/],
    [{ referral: { colour: 'red' } }, /"referral" has body, .* only, not "colour"/],
    [{ referral: { sourceUrl: 'ftp://x' } }, /"referral\.sourceUrl" must be a URL/],
    [{ waId: '+1415' }, /"waId" must be a phone number without its plus/],
    [{ profileName: 7 }, /"profileName" must be text/],
    [{ button: { text: 'a' }, list: { id: 'a', title: 'b' } }, /one of "location", "button", "list" and "flow"/],
    [{ from: 'whatsapp:nobody' }, /"from" must be a phone number/],
  ];
  for (const [fields, says] of wrong) {
    it(`is rejected for ${JSON.stringify(fields)}, with the reason`, async () => {
      await assert.rejects(write(fields), { name: 'SimulatorInputError', message: says });
      assert.deepEqual(scene.simulator.state().messages, []);
    });
  }
});
