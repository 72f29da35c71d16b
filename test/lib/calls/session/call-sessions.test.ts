/** How the steps of a flow become documents for Twilio, while the call goes on. */
import assert from 'node:assert/strict';
import { CALL, createWorld, type World } from './call-world';
import { verbs } from './call-world';

const redirect = (node: string, n: number): string =>
  `<Redirect method="POST">https://example.com/step?node=${node}&amp;n=${n}</Redirect>`;

describe('the session of a live call', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
  });

  it('sends what is said and the step that waits in one document', async () => {
    world.begin();
    await world.append('say', '<Say>Hello</Say>');
    assert.equal(world.documents.length, 0);
    await world.wait('gather', 'message');
    assert.equal(
      verbs(world.last()),
      `<Say>Hello</Say><Gather action="https://example.com/step?node=gather&n=1"/>${redirect('gather', 1)}`,
    );
    assert.equal(world.documents.length, 1);
  });

  it('sends the script when the flow was quiet for 50 ms, and comes back', async () => {
    world.begin();
    await world.append('say', '<Say>Please wait</Say>');
    world.pass(49);
    assert.equal(world.documents.length, 0);
    world.pass(1);
    assert.equal(verbs(world.last()), `<Say>Please wait</Say>${redirect('say', 1)}`);
  });

  it('sends it at once, and does not come back, when no step can follow', async () => {
    world.behind.set('trigger', ['say']).set('say', []);
    world.begin();
    await world.append('say', '<Say>Goodbye</Say>');
    assert.equal(verbs(world.last()), '<Say>Goodbye</Say>');
  });

  it('waits for the flow when a step can be reached on another branch, and then does not come back', async () => {
    world.behind.set('trigger', ['say', 'other']).set('say', []);
    world.begin();
    await world.append('say', '<Say>Goodbye</Say>');
    assert.equal(world.documents.length, 0);
    world.pass(50);
    assert.equal(verbs(world.last()), '<Say>Goodbye</Say>');
  });

  it('waits for the flows of two triggers that take the same call', async () => {
    world.behind.set('trigger', ['ask']).set('second', ['bye']).set('bye', []);
    world.begin();
    world.sessions.begin({ callSid: CALL, nodeId: 'second', msg: 'call', output: 0, deadlineSeconds: 10 });
    await world.append('bye', '<Say>Goodbye</Say>');
    assert.equal(world.documents.length, 0);
    await world.wait('ask', 'message');
    assert.match(verbs(world.last()), /^<Say>Goodbye<\/Say><Gather /);
  });

  it('does not come back for the steps behind a switch that the message did not go to', async () => {
    world.behind.set('trigger', ['welcome']).set('welcome', ['open', 'closed']).set('open', ['menu']).set('closed', []);
    world.begin();
    await world.append('welcome', '<Say>Welcome</Say>');
    await world.append('closed', '<Say>Closed</Say>');
    world.pass(50);
    assert.equal(verbs(world.last()), '<Say>Welcome</Say><Say>Closed</Say>');
  });

  it('does not come back for them either when the flow needed time to decide', async () => {
    world.behind.set('trigger', ['welcome']).set('welcome', ['open', 'closed']).set('open', ['menu']).set('closed', []);
    world.begin();
    await world.append('welcome', '<Say>Welcome</Say>');
    world.pass(50);
    assert.match(world.last(), /<Say>Welcome<\/Say><Redirect/);
    await world.comeBack();
    await world.append('closed', '<Say>Closed</Say>');
    world.pass(50);
    assert.equal(verbs(world.last()), '<Say>Closed</Say>');
  });

  it('lets the message that waits leave once, by the output of the result', async () => {
    world.begin();
    await world.wait('gather', 'message');
    await world.comeBack({ Digits: '1' });
    await world.request('gather', 1, { Digits: '1' });
    assert.deepEqual(world.happened, [{ what: 'left', nodeId: 'gather', msg: 'message', output: 0 }]);
  });

  it('rejects a second step that waits, and does not change the first', async () => {
    world.begin();
    await world.wait('gather', 'first');
    await assert.rejects(world.wait('record', 'second'), { code: 'CALL_BUSY' });
    await world.comeBack();
    assert.deepEqual(
      world.happened.map(({ msg }) => msg),
      ['first'],
    );
  });

  it('keeps what is said on another branch until Twilio comes back', async () => {
    world.begin();
    await world.wait('gather', 'first');
    await world.append('say', '<Say>Meanwhile</Say>');
    world.pass(1000);
    assert.equal(world.documents.length, 1);
    await world.comeBack();
    world.pass(50);
    assert.match(world.last(), /Meanwhile/);
  });

  it('plays the hold sound while the flow works, and says the next word when Twilio comes back', async () => {
    world.begin();
    world.pass(10_000);
    world.deadline();
    assert.match(world.last(), /<Pause length="2"\/><Redirect.*node=trigger&amp;n=0&amp;hold=1/);
    await world.append('say', '<Say>At last</Say>');
    world.pass(2000);
    assert.equal(world.documents.length, 1);
    await world.comeBack();
    world.pass(50);
    assert.match(world.last(), /<Say>At last<\/Say>/);
  });

  it('plays the hold sound of the account', () => {
    world = createWorld({ ports: { holdUrl: () => 'https://example.com/a.mp3?b&c' } });
    world.begin();
    world.deadline();
    assert.match(world.last(), /<Play>https:\/\/example.com\/a.mp3\?b&amp;c<\/Play><Redirect/);
  });

  it('goes by REST when Twilio neither waits nor comes back', async () => {
    await world.append('say', '<Say>Excuse me</Say>');
    world.pass(50);
    assert.deepEqual(
      world.documents.map(({ by }) => by),
      ['rest'],
    );
    assert.equal(verbs(world.last()), `<Say>Excuse me</Say>${redirect('say', 1)}`);
  });

  it('says nothing when Twilio must come back and cannot', async () => {
    world = createWorld({ hasPublicUrl: false });
    world.begin();
    await assert.rejects(world.append('say', '<Say>Hello</Say>'), { code: 'INVALID_CONNECTION_SETTINGS' });
    await assert.rejects(world.wait('gather', 'message'), { code: 'INVALID_CONNECTION_SETTINGS' });
    world.pass(1000);
    assert.equal(world.documents.length, 0);
  });
});
