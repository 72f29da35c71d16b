import assert from 'node:assert/strict';
import { readMessage, readNumber, readState } from '../../phone/api/readers';
import { DESK, EMPTY_STATE, FERRY } from './fixtures';

describe('phone JSON readers', () => {
  it('drop unknown values', () => {
    const state = readState({
      numbers: [{ phoneNumber: DESK }, 7, null],
      messages: [{ sid: 'SM1', media: [{}] }, 'x'],
    });
    assert.deepEqual(state.numbers, [{ phoneNumber: DESK, name: '' }]);
    assert.equal(state.messages.length, 1);
    assert.deepEqual(state.messages[0]?.media, []);
    for (const empty of [undefined, null, 'text', []]) {
      assert.deepEqual(readState(empty), EMPTY_STATE);
    }
  });

  it('recognize WhatsApp by the channel or the address', () => {
    assert.equal(readMessage({ sid: 'SM1', channel: 'whatsapp' })?.channel, 'whatsapp');
    assert.equal(readMessage({ sid: 'SM1', from: 'whatsapp:+1' })?.channel, 'whatsapp');
    assert.equal(readMessage({ sid: 'SM1', from: DESK })?.channel, 'sms');
  });

  it('read only valid parts of a WhatsApp message', () => {
    const sid = 'SM1';
    const valid = {
      profileName: 'Ava',
      location: FERRY,
      button: { text: 'Yes', payload: 'yes' },
      list: { id: 'a', title: 'First', description: 'The first' },
      flow: { size: 'L' },
      referral: { headline: 'Sale' },
      forwarded: true,
      repliedTo: { messageSid: 'SM0', from: `whatsapp:${DESK}` },
    };
    assert.deepEqual({ ...readMessage({ sid }), ...valid }, readMessage({ sid, ...valid }));
    assert.deepEqual(readMessage({ sid, location: { latitude: '37.5', longitude: '-122' } })?.location, {
      latitude: 37.5,
      longitude: -122,
    });
    const invalid = {
      profileName: 7,
      location: { latitude: 91, longitude: 0 },
      button: { payload: 'yes' },
      list: { id: 'a' },
      flow: 'L',
      referral: null,
      forwarded: 'yes',
      repliedTo: { from: DESK },
    };
    assert.deepEqual(readMessage({ sid, ...invalid }), readMessage({ sid }));
    for (const location of [7, {}, { latitude: 1 }, { latitude: '', longitude: '' }, { latitude: NaN, longitude: 0 }]) {
      assert.equal(readMessage({ sid, location })?.location, undefined);
    }
  });

  it('read only valid parts of what the flow did with a message', () => {
    const delivery = (value: unknown): unknown => readMessage({ sid: 'SM1', delivery: value })?.delivery;
    const node = { type: 'twilio-sms-in', name: 'Orders' };
    assert.deepEqual(
      delivery({
        takenBy: [{ ...node, id: '1' }, 7, { name: '' }],
        filteredOut: [{ ...node, filter: 'From +1*', secondOutput: true }, null],
        elsewhere: ['twilio-sms-in', 7],
      }),
      {
        takenBy: [node],
        filteredOut: [{ ...node, filter: 'From +1*', secondOutput: true }],
        elsewhere: ['twilio-sms-in'],
      },
    );
    assert.deepEqual(delivery({}), { takenBy: [], filteredOut: [], elsewhere: [] });
    for (const nothing of [undefined, null, 'x']) assert.equal(delivery(nothing), undefined);
  });

  it('read only valid choices of a template', () => {
    const choices = (value: unknown): unknown => readMessage({ sid: 'SM1', choices: value })?.choices;
    const yes = { text: 'Yes', payload: 'yes' };
    assert.deepEqual(choices({ buttons: [yes, { payload: 'no' }, null] }), { buttons: [yes] });
    const rows = [{ id: 'a', title: 'First' }, { id: 'b' }];
    assert.deepEqual(choices({ list: { title: 'Menu', rows } }), {
      buttons: [],
      list: { title: 'Menu', rows: [{ id: 'a', title: 'First' }] },
    });
    for (const empty of [undefined, 7, {}, { buttons: [] }, { list: { title: 'Menu' } }]) {
      assert.equal(choices(empty), undefined);
    }
  });

  it('drop a friendly name that only repeats the number', () => {
    const name = (friendlyName: string): string | undefined => readNumber({ phoneNumber: DESK, friendlyName })?.name;
    assert.equal(name('(415) 555-0100'), '');
    assert.equal(name(DESK), '');
    assert.equal(name(''), '');
    assert.equal(name('Front desk'), 'Front desk');
    assert.equal(name('Room 100'), 'Room 100');
  });
});
