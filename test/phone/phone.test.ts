import assert from 'node:assert/strict';
import { readEventStream } from '../../phone/api/event-stream';
import { bearer, editorPath, tokenKey } from '../../phone/api/page-url';
import { readMessage, readNumber, readState } from '../../phone/api/readers';
import { addressOn, takesTexts, typedNumber } from '../../phone/model/address';
import { coordinates, mapAddress, readTypedPlace, typedFrom, type TypedPlace } from '../../phone/model/location';
import { simulatedMedia } from '../../phone/model/media-url';
import type { TextMessage } from '../../phone/model/message';
import { PEOPLE, placeOf } from '../../phone/model/people';
import { bubblesOf, quotedOf, type Bubble } from '../../phone/state/bubbles';
import { conversationsOf, otherPhones, toMarkRead, type Conversation } from '../../phone/state/conversations';
import { EMPTY, type Action, type Outgoing, type Phone } from '../../phone/state/phone-state';
import { reduce } from '../../phone/state/store';
import { dayName, shortTime } from '../../phone/text/dates';
import { adviceFor, deliveryWords } from '../../phone/text/delivery';
import { pickLanguage } from '../../phone/text/language';
import { formatNumber } from '../../phone/text/numbers';
import { summaryOf } from '../../phone/text/summary';

const AVA = '+14155550123';
const OLIVER = '+447700900123';
const DESK = '+14155550100';
const LONDON = '+442079460100';
const NUMBERS = [
  { phoneNumber: DESK, name: 'Front desk' },
  { phoneNumber: LONDON, name: '' },
];
const NOON = new Date(2026, 5, 10, 12).getTime();

let sids = 0;

function message(fields: Partial<TextMessage>): TextMessage {
  sids += 1;
  const inbound = fields.inbound ?? false;
  return {
    sid: `SM${String(sids)}`,
    from: inbound ? AVA : DESK,
    to: inbound ? DESK : AVA,
    body: 'Hello',
    media: [],
    status: inbound ? 'received' : 'delivered',
    inbound,
    channel: 'sms',
    errorCode: null,
    errorMessage: null,
    at: NOON,
    ...fields,
  };
}

const FERRY = { latitude: 37.7955, longitude: -122.3937, label: 'Ferry Building' };

/** A WhatsApp message between Ava and the front desk. */
function whatsapp(fields: Partial<TextMessage>): TextMessage {
  const plain = message(fields);
  return { ...plain, from: `whatsapp:${plain.from}`, to: `whatsapp:${plain.to}`, channel: 'whatsapp' };
}

function outgoing(fields: Partial<Outgoing> = {}): Outgoing {
  return { id: 'one', from: AVA, to: DESK, body: 'Hello', media: [], channel: 'sms', at: NOON, ...fields };
}

function after(...actions: Action[]): Phone {
  return actions.reduce(reduce, reduce(EMPTY, { type: 'state', state: { numbers: NUMBERS, messages: [] } }));
}

/** The thread of Ava and the front desk as `side status text`. */
function thread(phone: Phone): string[] {
  const conversation = first(conversationsOf(AVA, phone.numbers, phone.messages.values(), {}));
  return bubblesOf(conversation, phone.outbox).map((b) => `${b.side} ${b.delivery.status} ${b.body}`);
}

function first(conversations: readonly Conversation[]): Conversation {
  const [conversation] = conversations;
  assert.ok(conversation);
  return conversation;
}

describe("the phone's conversations", () => {
  it('are one for each number of the account, the latest first and the untouched ones after it', () => {
    const conversations = conversationsOf(AVA, NUMBERS, [message({ from: LONDON })], {});
    assert.deepEqual(
      conversations.map((c) => [c.line, c.name, c.messages.length]),
      [
        [LONDON, '', 1],
        [DESK, 'Front desk', 0],
      ],
    );
  });

  it('hold what the person sent and what the flow sent, in order of time', () => {
    const late = message({ body: 'late', at: NOON + 2 });
    const early = message({ body: 'early', inbound: true, at: NOON + 1 });
    const foreign = message({ to: OLIVER });
    assert.deepEqual(first(conversationsOf(AVA, NUMBERS, [late, foreign, early], {})).messages, [early, late]);
  });

  it('keep messages of one moment in the order in which they came', () => {
    const messages = ['a', 'b', 'c'].map((body) => message({ body }));
    assert.deepEqual(
      first(conversationsOf(AVA, NUMBERS, messages, {})).messages.map((m) => m.body),
      ['a', 'b', 'c'],
    );
  });

  it('tell WhatsApp from SMS with the same number', () => {
    const found = conversationsOf(AVA, NUMBERS, [whatsapp({}), message({})], {}).filter((c) => c.line === DESK);
    assert.deepEqual(found.map((c) => [c.channel, c.messages.length]).sort(), [
      ['sms', 1],
      ['whatsapp', 1],
    ]);
  });

  it('show a number once before the first text, on the channel that is opened', () => {
    const channels = (messages: TextMessage[], opened?: { line: string; channel: 'sms' | 'whatsapp' }): string[] =>
      conversationsOf(AVA, NUMBERS, messages, {}, opened).map(
        (c) => `${c.line === DESK ? 'desk' : 'london'} ${c.channel}`,
      );
    assert.deepEqual(channels([]), ['desk sms', 'london sms']);
    assert.deepEqual(channels([], { line: LONDON, channel: 'whatsapp' }), ['desk sms', 'london whatsapp']);
    assert.deepEqual(channels([whatsapp({})]), ['desk whatsapp', 'london sms']);
    assert.deepEqual(channels([whatsapp({})], { line: DESK, channel: 'sms' }), [
      'desk whatsapp',
      'desk sms',
      'london sms',
    ]);
    assert.deepEqual(channels([message({})], { line: DESK, channel: 'sms' }), ['desk sms', 'london sms']);
    assert.deepEqual(channels([], { line: '+4915123456789', channel: 'whatsapp' }), ['desk sms', 'london sms']);
  });

  it('have the delivered messages of the flow marked read, on WhatsApp only and once', () => {
    const messages = [
      whatsapp({ status: 'read' }),
      whatsapp({ status: 'delivered' }),
      whatsapp({ status: 'delivered' }),
      whatsapp({ status: 'sent' }),
      whatsapp({ status: 'undelivered' }),
      whatsapp({ inbound: true, status: 'delivered' }),
    ];
    const [, one = '', two = ''] = messages.map((m) => m.sid);
    const conversation = first(conversationsOf(AVA, NUMBERS, messages, {}));
    assert.deepEqual(toMarkRead(conversation, new Set()), [one, two]);
    assert.deepEqual(toMarkRead(conversation, new Set([one])), [two]);
    assert.deepEqual(toMarkRead(first(conversationsOf(AVA, NUMBERS, [message({})], {})), new Set()), []);
  });

  it('show a sender that is no number of the account', () => {
    assert.equal(first(conversationsOf(AVA, NUMBERS, [message({ from: 'RINGFLOW' })], {})).line, 'RINGFLOW');
    assert.equal(takesTexts('RINGFLOW'), false);
    assert.equal(takesTexts('12345'), true);
    assert.equal(takesTexts(DESK), true);
  });

  it("count the flow's texts after the one read last as unread", () => {
    const messages = [message({}), message({}), message({ inbound: true }), message({})];
    const read = messages[0]?.sid ?? '';
    const key = first(conversationsOf(AVA, NUMBERS, messages, {})).key;
    assert.equal(first(conversationsOf(AVA, NUMBERS, messages, {})).unread, 3);
    assert.equal(first(conversationsOf(AVA, NUMBERS, messages, { [key]: read })).unread, 2);
    assert.equal(first(conversationsOf(AVA, NUMBERS, messages, { [key]: 'SMforgotten' })).unread, 3);
  });

  it('list everybody else who was texted, with what they have not read', () => {
    const forwarded = message({ to: OLIVER, body: 'Forwarded', at: NOON + 1 });
    const others = otherPhones(AVA, [message({}), forwarded, message({ to: LONDON })], {});
    assert.deepEqual(
      others.map((o) => [o.person, o.last.body, o.unread]),
      [
        [OLIVER, 'Forwarded', 1],
        [LONDON, 'Hello', 1],
      ],
    );
  });
});

describe("the phone's numbers", () => {
  it('come when they are bought and go when they are released', () => {
    const number = { phoneNumber: '+14158675309', name: 'Front desk' };
    const bought = reduce(EMPTY, { type: 'number', number });
    assert.deepEqual(bought.numbers, [number]);
    const other = reduce(bought, { type: 'number-removed', phoneNumber: '+14155550100' });
    assert.deepEqual(other.numbers, [number]);
    assert.deepEqual(reduce(other, { type: 'number-removed', phoneNumber: number.phoneNumber }).numbers, []);
  });
});

describe("the phone's thread", () => {
  it('shows a text once while the event stream and the answer both tell of it', () => {
    const there = message({ inbound: true });
    const sending = after({ type: 'sending', outgoing: outgoing() });
    assert.deepEqual(thread(sending), ['out sending Hello']);
    const claimed = reduce(sending, { type: 'message', message: there });
    assert.deepEqual(thread(claimed), ['out sending Hello']);
    const sent = reduce(claimed, { type: 'sent', id: 'one', message: there });
    assert.deepEqual(thread(sent), ['out delivered Hello']);
    assert.deepEqual(sent.outbox, []);
  });

  it('shows two equal texts as two, whichever is answered first', () => {
    const a = message({ inbound: true });
    const b = message({ inbound: true });
    const both = after(
      { type: 'sending', outgoing: outgoing({ id: 'one' }) },
      { type: 'sending', outgoing: outgoing({ id: 'two' }) },
      { type: 'message', message: a },
      { type: 'message', message: b },
      { type: 'sent', id: 'one', message: b },
    );
    assert.deepEqual(thread(both), ['out sending Hello', 'out delivered Hello']);
    const done = reduce(both, { type: 'sent', id: 'two', message: a });
    assert.deepEqual(thread(done), ['out delivered Hello', 'out delivered Hello']);
    assert.deepEqual(done.outbox, []);
  });

  it('takes a text by somebody else for what it is', () => {
    const phone = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'message', message: message({ inbound: true, body: 'Other' }) },
    );
    assert.deepEqual(thread(phone).sort(), ['out delivered Other', 'out sending Hello']);
  });

  it('keeps what failed, says why, and offers it again', () => {
    const phone = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'failed', id: 'one', reason: 'HTTP 500', unsure: false },
    );
    const bubble = bubblesOf(first(conversationsOf(AVA, NUMBERS, [], {})), phone.outbox)[0];
    assert.deepEqual(bubble?.delivery, { status: 'failed', errorCode: null, reason: 'HTTP 500' });
    assert.equal(bubble.retry?.id, 'one');
    assert.deepEqual(thread(reduce(phone, { type: 'dropped', id: 'one' })), []);
  });

  it('believes the simulator when the answer was lost but the text arrived', () => {
    const there = message({ inbound: true });
    const before = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'message', message: there },
      { type: 'failed', id: 'one', reason: 'no answer', unsure: true },
    );
    assert.deepEqual(thread(before), ['out delivered Hello']);
    const later = after(
      { type: 'sending', outgoing: outgoing() },
      { type: 'failed', id: 'one', reason: 'no answer', unsure: true },
      { type: 'state', state: { numbers: NUMBERS, messages: [there] } },
    );
    assert.deepEqual(thread(later), ['out delivered Hello']);
  });

  it('shows a text whose webhook failed as not delivered, and offers it again', () => {
    const failed = message({ inbound: true, errorCode: 11200, errorMessage: 'the webhook answered HTTP 404' });
    const bubble = bubblesOf(first(conversationsOf(AVA, NUMBERS, [failed], {})), [])[0];
    assert.equal(bubble?.delivery.status, 'failed');
    assert.deepEqual(bubble.retry, { draft: { from: AVA, to: DESK, body: 'Hello', media: [], channel: 'sms' } });
  });

  it('puts a new text below what is there, though the clocks differ', () => {
    const phone = after(
      { type: 'message', message: message({ at: NOON + 60_000 }) },
      { type: 'sending', outgoing: outgoing({ body: 'mine' }) },
    );
    assert.deepEqual(thread(phone), ['in delivered Hello', 'out sending mine']);
  });

  it('follows the status of a reply and forgets a deleted one', () => {
    const reply = message({ status: 'queued' });
    const queued = after({ type: 'message', message: reply });
    assert.deepEqual(thread(queued), ['in queued Hello']);
    const sent = reduce(queued, { type: 'message', message: { ...reply, status: 'sent' } });
    assert.deepEqual(thread(sent), ['in sent Hello']);
    assert.equal(sent.arrived.length, 1);
    assert.deepEqual(thread(reduce(sent, { type: 'removed', sid: reply.sid })), []);
  });

  it('cuts the texts into runs of one side and into days', () => {
    const minute = 60_000;
    const messages = [
      message({ at: NOON - 24 * 60 * minute }),
      message({ at: NOON }),
      message({ at: NOON + minute }),
      message({ at: NOON + 10 * minute }),
      message({ at: NOON + 10 * minute, inbound: true }),
    ];
    const bubbles = bubblesOf(first(conversationsOf(AVA, NUMBERS, messages, {})), []);
    assert.deepEqual(
      bubbles.map((b) => [b.newDay, b.first, b.last]),
      [
        [true, true, true],
        [true, true, false],
        [false, false, true],
        [false, true, true],
        [false, true, true],
      ],
    );
  });
});

describe("the phone's WhatsApp thread", () => {
  const bubbles = (messages: TextMessage[], outbox: Outgoing[] = []): Bubble[] => {
    const found = conversationsOf(AVA, NUMBERS, messages, {}, { line: DESK, channel: 'whatsapp' });
    return bubblesOf(first(found.filter((c) => c.line === DESK && c.channel === 'whatsapp')), outbox);
  };

  it('shows what a message holds beside its text', () => {
    const parts = {
      profileName: 'Ava',
      location: FERRY,
      button: { text: 'Yes', payload: 'yes' },
      forwarded: 'frequently' as const,
    };
    const [bubble] = bubbles([whatsapp({ inbound: true, ...parts })]);
    assert.deepEqual(bubble?.parts, parts);
    assert.deepEqual(bubbles([whatsapp({})])[0]?.parts, {});
  });

  it('quotes the message that another one answers, as long as it is known', () => {
    const question = whatsapp({ body: 'Where?' });
    const answer = whatsapp({ inbound: true, repliedTo: { messageSid: question.sid }, at: NOON + 1 });
    assert.deepEqual(bubbles([question, answer])[1]?.quoted, { side: 'in', body: 'Where?', media: [] });
    const [alone] = bubbles([answer]);
    assert.equal(alone?.quoted, undefined);
    assert.deepEqual(alone?.parts.repliedTo, { messageSid: question.sid });
    const place = whatsapp({ inbound: true, body: '', location: FERRY });
    const conversation = first(conversationsOf(AVA, NUMBERS, [place], {}));
    assert.deepEqual(quotedOf(conversation, place.sid), { side: 'out', body: '', media: [], location: FERRY });
    assert.equal(quotedOf(conversation, undefined), undefined);
  });

  it('gives something to tap only where it can be answered', () => {
    const choices = { buttons: [{ text: 'Yes', payload: 'yes' }] };
    const [sent, failed] = bubbles([whatsapp({ choices }), whatsapp({ choices, status: 'failed', at: NOON + 1 })]);
    assert.deepEqual([sent?.choices, failed?.choices], [choices, undefined]);
  });

  it('lets only that be answered which got through on WhatsApp', () => {
    const answerable = (m: TextMessage): boolean =>
      bubblesOf(first(conversationsOf(AVA, NUMBERS, [m], {})), [])[0]?.replyTo !== undefined;
    for (const status of ['sent', 'delivered', 'read']) assert.ok(answerable(whatsapp({ status })), status);
    for (const status of ['accepted', 'scheduled', 'queued', 'sending', 'undelivered', 'failed', 'canceled']) {
      assert.ok(!answerable(whatsapp({ status })), status);
    }
    assert.ok(answerable(whatsapp({ inbound: true })));
    assert.ok(!answerable(whatsapp({ inbound: true, errorCode: 11200 })));
    assert.ok(!answerable(message({})));
    const there = whatsapp({});
    assert.deepEqual(bubbles([there])[0]?.replyTo, { messageSid: there.sid, from: `whatsapp:${DESK}` });
    assert.equal(bubbles([], [outgoing({ channel: 'whatsapp' })])[0]?.replyTo, undefined);
  });

  it('offers what failed again with all that it held', () => {
    const parts = { profileName: 'Ava', location: FERRY, repliedTo: { messageSid: 'SM0' } };
    const draft = { from: AVA, to: DESK, body: '', media: [], channel: 'whatsapp' as const, ...parts };
    const [there] = bubbles([whatsapp({ inbound: true, body: '', errorCode: 11200, ...parts })]);
    assert.deepEqual(there?.retry, { draft });
    const [gone] = bubbles([], [{ ...draft, id: 'one', at: NOON, reason: 'HTTP 500' }]);
    assert.deepEqual(gone?.retry, { draft, id: 'one' });
  });

  it('tells two places apart while both are on their way', () => {
    const there = { latitude: 51.5, longitude: -0.1 };
    const fields = { channel: 'whatsapp', body: '' } as const;
    const phone = after(
      { type: 'sending', outgoing: outgoing({ id: 'one', ...fields, location: FERRY }) },
      { type: 'sending', outgoing: outgoing({ id: 'two', ...fields, location: there }) },
      { type: 'message', message: whatsapp({ inbound: true, body: '', location: there }) },
    );
    assert.deepEqual(
      phone.outbox.map((o) => [o.id, o.sid !== undefined]),
      [
        ['one', false],
        ['two', true],
      ],
    );
  });

  it('puts the channel in front of addresses, once', () => {
    assert.equal(addressOn('whatsapp', AVA), `whatsapp:${AVA}`);
    assert.equal(addressOn('whatsapp', `whatsapp:${AVA}`), `whatsapp:${AVA}`);
    assert.equal(addressOn('sms', `whatsapp:${AVA}`), AVA);
  });
});

describe("the phone's places", () => {
  const typed = (fields: Partial<TypedPlace>): TypedPlace => ({
    latitude: '37.7955',
    longitude: '-122.3937',
    label: '',
    address: '',
    ...fields,
  });

  it('are understood as people type them', () => {
    assert.deepEqual(readTypedPlace(typed({})), { latitude: 37.7955, longitude: -122.3937 });
    assert.deepEqual(readTypedPlace(typed({ latitude: ' 37,7955 ', longitude: '\u2212122.3937', label: ' Pier ' })), {
      latitude: 37.7955,
      longitude: -122.3937,
      label: 'Pier',
    });
    assert.deepEqual(readTypedPlace(typed({ latitude: '-90', longitude: '180', address: '1 Road' })), {
      latitude: -90,
      longitude: 180,
      address: '1 Road',
    });
  });

  it('name the field that is no number of degrees', () => {
    for (const wrong of ['', '90.1', '-91', 'north', '1e1', '0x1', '1.2.3', 'Infinity']) {
      assert.equal(readTypedPlace(typed({ latitude: wrong })), 'latitude', wrong);
    }
    for (const wrong of ['', '180.1', '-181', 'east']) {
      assert.equal(readTypedPlace(typed({ longitude: wrong })), 'longitude', wrong);
    }
  });

  it('begin where the person is, and everybody is somewhere', () => {
    for (const { number, place } of PEOPLE) assert.deepEqual(readTypedPlace(typedFrom(place)), placeOf(number));
    assert.deepEqual(placeOf('+4915123456789'), PEOPLE[0]?.place);
  });

  it('are shown to a hand’s breadth and open on a map', () => {
    assert.equal(coordinates({ latitude: 37.795512345, longitude: -122.3937 }), '37.795512, -122.3937');
    const address = new URL(mapAddress({ latitude: 37.7955, longitude: 0.0000001 }));
    assert.equal(address.searchParams.get('mlat'), '37.795500');
    assert.equal(address.searchParams.get('mlon'), '0.000000');
  });
});

describe("the phone's reading of the simulator", () => {
  it('takes what it understands and drops the rest', () => {
    const state = readState({
      numbers: [{ phoneNumber: DESK }, 7, null],
      messages: [{ sid: 'SM1', media: [{}] }, 'x'],
    });
    assert.deepEqual(state.numbers, [{ phoneNumber: DESK, name: '' }]);
    assert.equal(state.messages.length, 1);
    assert.deepEqual(state.messages[0]?.media, []);
    for (const nothing of [undefined, null, 'text', []]) {
      assert.deepEqual(readState(nothing), { numbers: [], messages: [] });
    }
  });

  it('knows WhatsApp by the channel or by the address', () => {
    assert.equal(readMessage({ sid: 'SM1', channel: 'whatsapp' })?.channel, 'whatsapp');
    assert.equal(readMessage({ sid: 'SM1', from: 'whatsapp:+1' })?.channel, 'whatsapp');
    assert.equal(readMessage({ sid: 'SM1', from: DESK })?.channel, 'sms');
  });

  it('takes the parts of a WhatsApp message that make sense, and no others', () => {
    const sid = 'SM1';
    const whole = {
      profileName: 'Ava',
      location: FERRY,
      button: { text: 'Yes', payload: 'yes' },
      list: { id: 'a', title: 'First', description: 'The first' },
      flow: { size: 'L' },
      referral: { headline: 'Sale' },
      forwarded: true,
      repliedTo: { messageSid: 'SM0', from: `whatsapp:${DESK}` },
    };
    assert.deepEqual({ ...readMessage({ sid }), ...whole }, readMessage({ sid, ...whole }));
    assert.deepEqual(readMessage({ sid, location: { latitude: '37.5', longitude: '-122' } })?.location, {
      latitude: 37.5,
      longitude: -122,
    });
    const senseless = {
      profileName: 7,
      location: { latitude: 91, longitude: 0 },
      button: { payload: 'yes' },
      list: { id: 'a' },
      flow: 'L',
      referral: null,
      forwarded: 'yes',
      repliedTo: { from: DESK },
    };
    assert.deepEqual(readMessage({ sid, ...senseless }), readMessage({ sid }));
    for (const location of [7, {}, { latitude: 1 }, { latitude: '', longitude: '' }, { latitude: NaN, longitude: 0 }]) {
      assert.equal(readMessage({ sid, location })?.location, undefined);
    }
  });

  it('takes of what a template gives to tap what makes sense', () => {
    const choices = (value: unknown): unknown => readMessage({ sid: 'SM1', choices: value })?.choices;
    const yes = { text: 'Yes', payload: 'yes' };
    assert.deepEqual(choices({ buttons: [yes, { payload: 'no' }, null] }), { buttons: [yes] });
    const rows = [{ id: 'a', title: 'First' }, { id: 'b' }];
    assert.deepEqual(choices({ list: { title: 'Menu', rows } }), {
      buttons: [],
      list: { title: 'Menu', rows: [{ id: 'a', title: 'First' }] },
    });
    for (const nothing of [undefined, 7, {}, { buttons: [] }, { list: { title: 'Menu' } }]) {
      assert.equal(choices(nothing), undefined);
    }
  });

  it('shows the name of a number only when it says more than the number', () => {
    const name = (friendlyName: string): string | undefined => readNumber({ phoneNumber: DESK, friendlyName })?.name;
    assert.equal(name('(415) 555-0100'), '');
    assert.equal(name(DESK), '');
    assert.equal(name(''), '');
    assert.equal(name('Front desk'), 'Front desk');
    assert.equal(name('Room 100'), 'Room 100');
  });

  it('reads the event stream no matter where the network splits it', async () => {
    const stream = Buffer.from(
      ': hello\r\n\r\nevent: state\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent:message\ndata:é\n\ndata: plain\r\revent: none\n\n',
    );
    const expected = [
      ['state', '{"a":\n1}'],
      ['message', 'é'],
      [undefined, 'plain'],
    ];
    for (let cut = 0; cut < stream.length; cut += 1) {
      const chunks = [stream.subarray(0, cut), stream.subarray(cut)];
      assert.deepEqual(await readEvents(chunks), { events: expected, chunkCount: 2 });
    }
    const bytes = [...stream].map((byte) => Uint8Array.of(byte));
    assert.deepEqual(await readEvents(bytes), { events: expected, chunkCount: bytes.length });
  });
});

/** The name and data of each event, and how often `onChunk` was called. */
async function readEvents(
  chunks: readonly Uint8Array[],
): Promise<{ events: [name: string | undefined, data: string][]; chunkCount: number }> {
  const events: [string | undefined, string][] = [];
  let chunkCount = 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  await readEventStream(
    body,
    ({ event, data }) => events.push([event, data]),
    () => (chunkCount += 1),
  );
  return { events, chunkCount };
}

describe("the phone's place beside the editor", () => {
  it('is found under any admin root', () => {
    assert.equal(editorPath('/twilio/simulator/abc/phone'), '/');
    assert.equal(editorPath('/red/twilio/simulator/abc/phone'), '/red/');
    assert.equal(editorPath('/twilio/simulator/x/twilio/simulator/abc/phone'), '/twilio/simulator/x/');
  });

  it('knows media that the simulator holds by its address at Twilio', () => {
    const sid = `ME${'0a'.repeat(16)}`;
    assert.equal(simulatedMedia(`https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/${sid}`), sid);
    for (const url of [
      `https://example.com/Media/${sid}`,
      `https://api.twilio.com/x/Media/${sid}/more`,
      'https://api.twilio.com/x/Media/ME1',
      '',
    ]) {
      assert.equal(simulatedMedia(url), undefined, url);
    }
  });

  it('gives the key under which the editor stores its login', () => {
    assert.equal(tokenKey('/twilio/simulator/abc/phone'), 'auth-tokens');
    assert.equal(tokenKey('/home/red/twilio/simulator/abc/phone'), 'auth-tokens-home-red');
  });

  it('reads the token and nothing else from there', () => {
    assert.equal(bearer('{"access_token":"secret","expires_in":1}'), 'secret');
    for (const stored of [null, '', 'null', '{', '[]', '"text"', '{"access_token":7}']) {
      assert.equal(bearer(stored), undefined);
    }
  });
});

describe("the phone's words", () => {
  const { words } = pickLanguage(['en']);

  it('are in a language that the reader wants, with a locale that dates can use', () => {
    assert.deepEqual(pickLanguage(['xx-YY', 'en-GB']), { words, locale: 'en-GB' });
    assert.deepEqual(pickLanguage(['xx']), { words, locale: 'en' });
    assert.deepEqual(pickLanguage(['en-US@posix']), { words, locale: 'en' });
    assert.deepEqual(pickLanguage([]), { words, locale: 'en' });
  });

  it('say how a text fares', () => {
    const say = (side: 'in' | 'out', status: string, errorCode: number | null = null, reason = ''): string =>
      deliveryWords(side, { status, errorCode, reason }, words);
    assert.equal(say('out', 'delivered'), 'Delivered to the flow');
    assert.equal(say('in', 'delivered'), 'Delivered');
    assert.equal(say('out', 'failed', null, 'HTTP 404'), 'Not delivered: HTTP 404');
    assert.equal(say('in', 'undelivered', 30003), 'Undelivered: the phone is switched off or out of reach (30003)');
    assert.equal(say('in', 'failed', 39999), 'Failed: error 39999');
    assert.equal(say('in', 'failed', 30003, 'Unreachable'), 'Failed: Unreachable (30003)');
    assert.equal(say('in', 'partially-delivered'), 'partially-delivered');
    assert.equal(say('in', 'constructor'), 'constructor');
  });

  it('say what to do about free text that comes too late', () => {
    assert.match(adviceFor(63016, words), /within 24 hours of the person’s last message/);
    assert.equal(adviceFor(30003, words), '');
    assert.equal(adviceFor(null, words), '');
  });

  it('sum up a message in a line', () => {
    const say = (fields: Partial<TextMessage>): string => summaryOf(message({ body: '', ...fields }), words);
    assert.equal(say({ body: 'Hello', location: FERRY }), 'Hello');
    assert.equal(say({ location: FERRY }), 'Location: Ferry Building');
    assert.equal(say({ location: { latitude: 1, longitude: 2 } }), 'Location');
    assert.equal(say({ button: { text: 'Yes' } }), 'Yes');
    assert.equal(say({ list: { id: 'a', title: 'First' } }), 'First');
    assert.equal(say({ flow: {} }), 'A filled-in form');
    assert.equal(say({ media: [{ url: 'x', contentType: '' }] }), 'Picture');
    assert.equal(say({ media: [{ url: 'x', contentType: 'audio/ogg' }] }), 'File');
    assert.equal(say({}), '');
  });

  it('write numbers as people do', () => {
    assert.equal(formatNumber(AVA), '+1 415 555 0123');
    assert.equal(formatNumber(OLIVER), '+44 7700 900123');
    assert.equal(formatNumber(LONDON), '+44 20 7946 0100');
    assert.equal(formatNumber('+33639980123'), '+33 6 39 98 01 23');
    assert.equal(formatNumber('+4915123456789'), '+49 1512 3456789');
    assert.equal(formatNumber('+3531234567'), '+353 1234567');
    assert.equal(formatNumber('+9991234567'), '+9991234567');
    assert.equal(formatNumber('12345'), '12345');
    assert.equal(formatNumber('RINGFLOW'), 'RINGFLOW');
  });

  it('understand a number as people type it', () => {
    assert.equal(typedNumber(' +1 (415) 555-0123 '), AVA);
    assert.equal(typedNumber('0044 7700.900/123'), OLIVER);
    for (const wrong of ['', '123', '4155550123', '+0123456789', '+1415555012x', '+1234567890123456']) {
      assert.equal(typedNumber(wrong), undefined);
    }
    for (const { number } of PEOPLE) assert.equal(typedNumber(number), number);
  });

  it('name the day by the calendar, not by hours', () => {
    const lateEvening = new Date(2026, 5, 9, 23, 59).getTime();
    const justAfter = new Date(2026, 5, 10, 0, 1).getTime();
    assert.equal(dayName(lateEvening, justAfter, words, 'en-US'), 'Yesterday');
    assert.equal(dayName(NOON, NOON, words, 'en-US'), 'Today');
    assert.equal(dayName(new Date(2026, 5, 5).getTime(), NOON, words, 'en-US'), 'Friday');
    assert.equal(dayName(new Date(2026, 2, 3).getTime(), NOON, words, 'en-US'), 'March 3');
    assert.equal(dayName(new Date(2024, 2, 3).getTime(), NOON, words, 'en-US'), 'March 3, 2024');
    assert.match(shortTime(NOON, NOON, words, 'en-US'), /^12:00\sPM$/);
    assert.equal(shortTime(new Date(2026, 2, 3).getTime(), NOON, words, 'en-US'), '3/3/26');
  });
});
