/** Which replies a question takes, when the next one is sent, and how long one waits. */
import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { OWN, PERSON, questionScene, settle, text, type QuestionScene } from './questions-scene';

describe('the questions that wait for a reply', () => {
  let scene: QuestionScene;
  beforeEach(() => {
    scene = questionScene();
  });

  it('leave once with the reply', async () => {
    await scene.ask('coming?');
    assert.equal(scene.questions.claimant(text('yes')), 'ask');
    await scene.questions.reply(text('yes'));
    await scene.questions.reply(text('yes'));
    await scene.pass(60_000);
    assert.deepEqual(scene.happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
    assert.equal(await scene.kept(), 0);
    assert.equal(scene.questions.claimant(text('yes')), undefined);
  });

  it('take replies only of the person and the number that were asked', async () => {
    await scene.ask('coming?');
    assert.equal(scene.questions.claimant(text('yes', { From: '+14155550199' })), undefined);
    assert.equal(scene.questions.claimant(text('yes', { To: '+14155550199' })), undefined);
    assert.equal(
      scene.questions.claimant(text('yes', { From: `whatsapp:${PERSON}`, To: `whatsapp:${OWN}` })),
      undefined,
    );
  });

  it('take the reply to any number of the Messaging Service that asked', async () => {
    const service = `MG${'1'.repeat(32)}`;
    await scene.ask('coming?', { own: service });
    assert.equal(scene.questions.claimant(text('yes')), undefined);
    assert.equal(scene.questions.claimant(text('yes', { MessagingServiceSid: service })), 'ask');
  });

  for (const word of ['STOP', ' stop ', 'Unsubscribe', 'CANCEL', 'START', 'Unstop\n', 'HELP', 'info']) {
    it(`do not take ${JSON.stringify(word)}, which Twilio handles itself`, async () => {
      await scene.ask('coming?');
      assert.equal(scene.questions.claimant(text(word)), undefined);
      await scene.questions.reply(text(word));
      assert.deepEqual(scene.happened, []);
      assert.equal(scene.questions.claimant(text(`${word} please`)), 'ask');
    });
  }

  for (const type of ['STOP', 'START', 'HELP']) {
    it(`do not take a word that Advanced Opt-Out marks as ${type}`, async () => {
      await scene.ask('coming?');
      assert.equal(scene.questions.claimant(text('basta', { OptOutType: type })), undefined);
      assert.equal(scene.questions.claimant(text('basta')), 'ask');
    });
  }

  it('take YES, which opts in only after an opt-out', async () => {
    await scene.ask('coming?');
    assert.equal(scene.questions.claimant(text('YES', { OptOutType: 'START' })), 'ask');
    assert.equal(scene.questions.claimant(text('stop')), undefined);
    assert.equal(scene.questions.claimant(text('yes')), undefined);
    assert.equal(scene.questions.claimant(text('yes')), undefined);
    assert.equal(scene.questions.claimant(text('no')), 'ask');
    assert.equal(scene.questions.claimant(text('start')), undefined);
    assert.equal(scene.questions.claimant(text('yes')), 'ask');
  });

  it('leave without a reply when the wait is over', async () => {
    await scene.ask('coming?');
    await scene.pass(59_999);
    assert.deepEqual(scene.happened, []);
    await scene.pass(1);
    assert.deepEqual(scene.happened, [{ what: 'no-reply', msg: 'coming?' }]);
    assert.equal(await scene.kept(), 0);
  });

  it('wait for their turn, and are sent when the one before is done', async () => {
    await scene.ask('first');
    await scene.ask('second');
    await scene.ask('other person', { to: '+14155550177' });
    assert.deepEqual(scene.sent, ['first', 'other person']);
    await scene.questions.reply(text('one'));
    await settle();
    assert.deepEqual(scene.sent, ['first', 'other person', 'second']);
    await scene.questions.reply(text('two'));
    assert.deepEqual(
      scene.happened.map(({ msg, detail }) => [msg, detail]),
      [
        ['first', 'one'],
        ['second', 'two'],
      ],
    );
  });

  it('are bounded for one person, and nothing is sent then', async () => {
    for (let count = 0; count < 100; count += 1) await scene.ask(`question ${count}`);
    await assert.rejects(scene.ask('one too many'), { code: 'TOO_MANY_QUESTIONS' });
    assert.equal(scene.questions.waitingIn('ask'), 100);
    assert.equal(await scene.kept(), 100);
  });

  it('are not sent when they cannot be kept', async () => {
    scene.store.put = () => Promise.reject(new TwilioError('STORE_FULL', 'full', { hint: '' }));
    await assert.rejects(scene.ask('coming?'), { code: 'STORE_FULL' });
    assert.deepEqual(scene.sent, []);
    assert.equal(scene.questions.waitingIn('ask'), 0);
  });

  it('take a reply that is faster than the answer of the request', async () => {
    let done: ((value: { messageSid: string }) => void) | undefined;
    scene.send = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    await scene.ask('coming?');
    await scene.questions.reply(text('yes'));
    done?.({ messageSid: 'SM9' });
    await settle();
    await scene.pass(60_000);
    assert.deepEqual(scene.happened, [{ what: 'replied', msg: 'coming?', detail: 'yes' }]);
    assert.equal(await scene.kept(), 0);
  });

  it('are dropped with a warning when their node is gone', async () => {
    await scene.ask('coming?');
    scene.exists = false;
    await scene.questions.reply(text('yes'));
    assert.match(scene.warnings.join(), /the node ask does not exist any more/);
    assert.equal(await scene.kept(), 0);
  });
});
