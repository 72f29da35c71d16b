import assert from 'node:assert/strict';
import { exampleSuite } from '../support/example-suite';

const CALLER = '+14155550123';
const AGENT = '+447700900123';

describe('the examples that connect callers, on the simulator', function () {
  const deploy = exampleSuite(this);

  describe('call-menu', () => {
    const SHOP = '+14155550100';

    it('connects a caller who presses 3 with the baker', async () => {
      const { call, listens, act, rings, until, shown } = await deploy('call-menu');
      const sid = await call(CALLER, SHOP);
      await listens(sid);
      await act(sid, 'digits', { digits: '3' });
      const baker = await rings(AGENT);
      await until(baker, ({ status }) => status === 'in-progress');
      await act(baker, 'hangup');
      assert.equal(((await shown('talked')) as { answeredBy: string }).answeredBy, AGENT);
    });

    it('says so when the baker does not answer', async () => {
      const { call, listens, act, rings, ends } = await deploy('call-menu');
      const sid = await call(CALLER, SHOP);
      await listens(sid);
      await act(sid, 'speech', { text: 'the baker' });
      await act(await rings(AGENT), 'hangup');
      assert.match((await ends(sid)).at(-1) ?? '', /^The baker cannot answer/);
    });
  });

  describe('ring-in-turn', () => {
    const LINE = '+14155550103';
    const [FIRST, SECOND, THIRD] = [AGENT, '+447700900124', '+61491570156'];

    it('connects the caller with the second person, who presses a key', async () => {
      const { call, rings, act, listens, until, shown, ends } = await deploy('ring-in-turn');
      const sid = await call(CALLER, LINE);
      await act(await rings(FIRST), 'hangup');
      const second = await rings(SECOND);
      await listens(second);
      await act(second, 'digits', { digits: '5' });
      await until(second, ({ waitingFor }) => waitingFor === null);
      await act(second, 'hangup');
      const { status, answeredBy } = (await shown('who took the call')) as { status: string; answeredBy: string };
      assert.deepEqual([status, answeredBy], ['completed', SECOND]);
      assert.deepEqual(await ends(sid), ['Welcome. We are connecting you.']);
    });

    it('takes a message when nobody answers', async () => {
      const { call, rings, act, listens, shown } = await deploy('ring-in-turn');
      const sid = await call(CALLER, LINE);
      for (const person of [FIRST, SECOND, THIRD]) await act(await rings(person), 'hangup');
      await listens(sid);
      await act(sid, 'speech', { text: 'I would like a cake.' });
      await act(sid, 'hangup');
      const { to, body } = (await shown('owner notified')) as { to: string; body: string };
      assert.equal(to, FIRST);
      assert.match(body, /^Voicemail from \+14155550123: https:.*\.mp3$/);
    });
  });

  describe('call-screening-by-sms', () => {
    const LINE = '+14155550104';

    it('connects the caller when the owner answers yes', async () => {
      const { call, texted, text, rings, until, act, shown } = await deploy('call-screening-by-sms');
      await call(CALLER, LINE);
      assert.equal(await texted(AGENT), `A call from ${CALLER}. Take it? Answer yes or no.`);
      await text(AGENT, LINE, 'Yes, please');
      const owner = await rings(AGENT);
      await until(owner, ({ status }) => status === 'in-progress');
      await act(owner, 'hangup');
      assert.equal(((await shown('talked')) as { answeredBy: string }).answeredBy, AGENT);
    });

    it('says sorry when the owner answers no', async () => {
      const { call, texted, text, ends } = await deploy('call-screening-by-sms');
      const sid = await call(CALLER, LINE);
      await texted(AGENT);
      await text(AGENT, LINE, 'No');
      const [wait, sorry] = await ends(sid);
      assert.equal(wait, 'One moment, please.');
      assert.match(sorry ?? '', /^Sorry, your call cannot be taken/);
    });

    it('takes a message when the owner does not answer', async () => {
      const soon = (flow: string) => flow.replace('"maxWait":"40"', '"maxWait":"1"');
      const { call, listens, act, shown } = await deploy('call-screening-by-sms', soon);
      const sid = await call(CALLER, LINE);
      await listens(sid);
      await act(sid, 'speech', { text: 'Please call me.' });
      await act(sid, 'hangup');
      assert.match(String(await shown('message')), /RE[0-9a-f]{32}$/);
    });
  });

  describe('call-back-queue', () => {
    const HOTLINE = '+14155550102';

    it('connects the person who waits with the agent', async () => {
      const { call, listens, act, hears, press, rings, until, shown } = await deploy('call-back-queue');
      const sid = await call(CALLER, HOTLINE);
      await listens(sid);
      await act(sid, 'digits', { digits: '1' });
      await hears(sid, /^Please wait/);
      await press('take the next caller');
      const agent = await rings(AGENT);
      await until(sid, ({ transcript }) => transcript.some(({ text }) => text.startsWith('connected to')));
      await act(agent, 'hangup');
      assert.equal(((await shown('waited and talked')) as { result: string }).result, 'bridged');
    });

    it('calls back a person who asked for it, and one who hung up while waiting', async () => {
      const calls = await deploy('call-back-queue');
      const { call, listens, act, hears, press, rings, until, ends, shown } = calls;
      const asks = await call(CALLER, HOTLINE);
      await listens(asks);
      await act(asks, 'speech', { text: 'call me back' });
      assert.match((await ends(asks)).at(-1) ?? '', /^We will call you back/);
      assert.deepEqual(await shown('to call back'), [CALLER]);
      const waits = await call('+14155550177', HOTLINE);
      await listens(waits);
      await act(waits, 'digits', { digits: '1' });
      await hears(waits, /^Please wait/);
      await act(waits, 'hangup');
      assert.deepEqual(await shown('to call back'), [CALLER, '+14155550177']);

      await press('call back the next');
      const back = await rings(CALLER);
      await hears(back, /^This is the bakery/);
      const agent = await rings(AGENT);
      await until(agent, ({ status }) => status === 'in-progress');
      await act(back, 'hangup');
      assert.equal(await shown('result'), `Called back: ${CALLER}`);

      await press('call back the next');
      await act(await rings('+14155550177'), 'hangup');
      assert.deepEqual(await shown('still to call back'), ['+14155550177']);
    });
  });
});
