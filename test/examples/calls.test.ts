import assert from 'node:assert/strict';
import { exampleSuite } from '../support/example-suite';

const CALLER = '+14155550123';
const LANDLINE = '+15005551001';

describe('the examples for calls, on the simulator', function () {
  const deploy = exampleSuite(this);

  describe('call-menu', () => {
    const SHOP = '+14155550100';
    /** The example at an hour of the day. */
    const at = (hour: number) =>
      deploy('call-menu', (flow) => flow.replace(/\$number\(\$moment\(\)[^"]*?"H[^"]*"\)\)/, String(hour)));

    it('says the opening hours to a caller who presses 1', async () => {
      const { call, listens, act, ends } = await at(12);
      const sid = await call(CALLER, SHOP);
      await listens(sid);
      await act(sid, 'digits', { digits: '1' });
      const [menu, hours, ...more] = await ends(sid);
      assert.match(menu ?? '', /^Welcome to the bakery\./);
      assert.match(hours ?? '', /Monday to Friday/);
      assert.deepEqual(more, []);
    });

    it('says that the shop is closed before the menu', async () => {
      const { call, listens } = await at(20);
      const sid = await call(CALLER, SHOP);
      const { transcript } = await listens(sid);
      assert.deepEqual(
        transcript.filter(({ verb }) => verb === 'Say').map(({ text }) => text.split('.')[0]),
        ['Our shop is closed at the moment', 'Welcome to the bakery'],
      );
    });

    it('texts the directions to a caller who says "directions"', async () => {
      const { call, listens, act, ends, state } = await at(12);
      const sid = await call(CALLER, SHOP);
      await listens(sid);
      await act(sid, 'speech', { text: 'directions please' });
      assert.match((await ends(sid)).at(-1) ?? '', /^We have sent you/);
      const message = (await state()).messages.at(-1);
      assert.deepEqual([message?.from, message?.to], [SHOP, CALLER]);
      assert.match(message?.body ?? '', /1 Market Street/);
    });

    it('says the directions to a caller who cannot receive texts', async () => {
      const { call, listens, act, ends } = await at(12);
      const sid = await call(LANDLINE, SHOP);
      await listens(sid);
      await act(sid, 'digits', { digits: '2' });
      assert.match((await ends(sid)).at(-1) ?? '', /^We are at 1 Market Street/);
    });

    it('asks again after a wrong key, and says goodbye after the third one', async () => {
      const { call, listens, act, hears, ends } = await at(12);
      const sid = await call(CALLER, SHOP);
      await listens(sid);
      await act(sid, 'digits', { digits: '9' });
      await hears(sid, /^Sorry, that is not a choice/);
      for (const digits of ['8', '7']) {
        await listens(sid);
        await act(sid, 'digits', { digits });
      }
      assert.deepEqual((await ends(sid)).at(-1), 'Goodbye.');
    });
  });

  describe('voicemail-by-mms', () => {
    const BOX = '+14155550101';

    it('sends the recording as an MMS, also when the caller just hangs up', async () => {
      const { call, listens, act, shown, state } = await deploy('voicemail-by-mms');
      const sid = await call(CALLER, BOX);
      await listens(sid);
      await act(sid, 'speech', { text: 'Please call me back about the cake.' });
      await act(sid, 'hangup');
      assert.match(((await shown('hung up')) as { url: string }).url, /RE[0-9a-f]{32}$/);
      const sent = (await shown('MMS sent')) as { body: string; to: string; numMedia: string };
      assert.match(sent.body, /^Voicemail from \+14155550123, \d+ seconds$/);
      assert.match((await state()).messages.at(-1)?.media[0]?.url ?? '', /\/Recordings\/RE[0-9a-f]{32}\.mp3$/);
    });

    it('thanks a caller who ends the message with a key', async () => {
      const { call, listens, act, ends, shown } = await deploy('voicemail-by-mms');
      const sid = await call(CALLER, BOX);
      await listens(sid);
      await act(sid, 'speech', { text: 'It is me again.' });
      await act(sid, 'digits', { digits: '#' });
      assert.match((await ends(sid)).at(-1) ?? '', /^Thank you\. We will call you back/);
      await shown('MMS sent');
    });

    it('says so when nothing was heard, and sends nothing', async () => {
      const { call, ends, state } = await deploy('voicemail-by-mms');
      const before = (await state()).messages.length;
      assert.match((await ends(await call(CALLER, BOX))).at(-1) ?? '', /^We did not hear anything/);
      assert.equal((await state()).messages.length, before);
    });
  });

  describe('phone-survey', () => {
    it('asks the person who answers, and thanks for the rating', async () => {
      const { press, rings, listens, act, ends, shown } = await deploy('phone-survey');
      await press('call');
      const sid = await rings(CALLER);
      await listens(sid);
      await act(sid, 'digits', { digits: '4' });
      assert.equal((await ends(sid)).at(-1), 'Thank you. You pressed 4.');
      assert.equal(await shown('rating'), '4');
    });

    it('shows a person who hangs up instead', async () => {
      const { press, rings, listens, act, shown } = await deploy('phone-survey');
      await press('call');
      const sid = await rings(CALLER);
      await listens(sid);
      await act(sid, 'hangup');
      assert.equal(await shown('hung up'), 'hung-up');
    });
  });

  describe('alarm-escalation', () => {
    const [FIRST, SECOND, MANAGER] = ['+447700900123', '+447700900124', '+14155550123'];

    it('calls the second person when the first one does not accept', async () => {
      const { press, rings, listens, act, ends, shown } = await deploy('alarm-escalation');
      await press('alarm');
      const first = await rings(FIRST);
      await listens(first);
      await act(first, 'digits', { digits: '2' });
      assert.match((await ends(first)).at(-1) ?? '', /^The next person will be called/);
      const second = await rings(SECOND);
      await listens(second);
      await act(second, 'digits', { digits: '1' });
      const [question, thanks] = await ends(second);
      assert.match(question ?? '', /^Alarm\. The freezer is too warm\. To accept it, press 1/);
      assert.match(thanks ?? '', /You have accepted/);
      assert.equal(await shown('accepted by'), SECOND);
    });

    it('ends the call in progress, and calls nobody else, when the alarm is over', async () => {
      const { press, rings, listens, ends, shown } = await deploy('alarm-escalation');
      await press('alarm');
      const first = await rings(FIRST);
      await listens(first);
      await press('all clear');
      await ends(first);
      assert.equal(await shown('accepted by'), 'nobody: all clear');
    });

    it('informs the manager when nobody accepts', async () => {
      const { press, rings, act, shown } = await deploy('alarm-escalation');
      await press('alarm');
      for (const person of [FIRST, SECOND, FIRST, SECOND]) await act(await rings(person), 'hangup');
      const { to, body } = (await shown('manager notified')) as { to: string; body: string };
      assert.deepEqual([to, body], [MANAGER, 'Nobody has accepted the alarm: The freezer is too warm.']);
    });
  });
});
