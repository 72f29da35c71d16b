import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExampleCalls, SimulatedCall } from '../support/example-calls';
import { exampleSuite } from '../support/example-suite';

const CALLER = '+14155550123';
const SHOP = { assistant: '+14155550105', llm: '+14155550106', handover: '+14155550107' };
const BAKER = '+447700900123';

type Line = SimulatedCall['transcript'][number] & { interrupted?: boolean };

const lines = ({ transcript }: SimulatedCall, verb: string): Line[] =>
  transcript.filter((line) => line.who === 'flow' && line.verb === verb);

/** What a language model with an address like that of OpenAI was asked. */
interface Asked {
  authorization: string | undefined;
  body: { model: string; messages: { role: string; content: string }[] };
}

describe('the examples for assistants, on the simulator', function () {
  const deploy = exampleSuite(this);
  let model: Server;
  let asked: Asked[];
  let answers: (string | number)[];
  before(async () => {
    model = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as Asked['body'];
        asked.push({ authorization: request.headers.authorization, body });
        const answer = answers.shift() ?? 500;
        response.writeHead(typeof answer === 'number' ? answer : 200, { 'Content-Type': 'application/json' });
        const message = { role: 'assistant', content: answer };
        response.end(JSON.stringify(typeof answer === 'number' ? { error: 'broken' } : { choices: [{ message }] }));
      });
    });
    await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    model.close();
  });

  /** The simulator checks all that it gets. */
  async function assertNoProblems({ state }: ExampleCalls): Promise<void> {
    const { requests } = (await state()) as unknown as { requests: { error?: string | null; url: string }[] };
    assert.deepEqual(
      requests.filter(({ error }) => error !== undefined && error !== null),
      [],
    );
  }

  it('voice-assistant: answers, is interrupted, and says goodbye', async () => {
    const example = await deploy('voice-assistant');
    const { call, hears, act, until, ends, shown } = example;
    const sid = await call(CALLER, SHOP.assistant);
    await hears(sid, /^Hello, this is the bakery\. How can I help you\?$/);
    await act(sid, 'speech', { text: 'When are you open?' });
    await hears(sid, /^We are open Monday to/);
    await act(sid, 'speech', { text: 'Wait, where are you?' });
    const { transcript } = await hears(sid, /^We are at 1 Market Street, opposite the ferry building\.$/);
    const hours = transcript.find(({ text }) => text.startsWith('We are open')) as Line;
    assert.equal(hours.interrupted, true);
    assert.doesNotMatch(hours.text, /Sunday/);
    await act(sid, 'speech', { text: 'Thank you, bye' });
    await until(sid, (now) => lines(now, 'End').length === 1);
    assert.equal((await ends(sid)).at(-1), 'Thank you for calling. Goodbye.');
    const messages = (await shown('transcript')) as { role: string; content: string }[];
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['system', 'assistant', 'user', 'assistant', 'user', 'assistant', 'user'],
    );
    // The history has what was heard.
    assert.equal(messages[3]?.content, hours.text.trim());
    await assertNoProblems(example);
  });

  it('voice-assistant-llm: requests a language model, and apologizes when it fails', async () => {
    const { port } = model.address() as AddressInfo;
    asked = [];
    answers = ['We bake every day.', 500];
    const example = await deploy('voice-assistant-llm', (flow) =>
      flow
        .replace('http://localhost:11434/v1/chat/completions', `http://127.0.0.1:${port}/v1/chat/completions`)
        .replace('"name":"LLM_KEY","value":""', '"name":"LLM_KEY","value":"a-key"'),
    );
    const { call, hears, act } = example;
    const sid = await call(CALLER, SHOP.llm);
    await hears(sid, /How can I help you\?$/);
    await act(sid, 'speech', { text: 'What do you bake?' });
    await hears(sid, /^We bake every day\.$/);
    await act(sid, 'speech', { text: 'And today?' });
    await hears(sid, /^Sorry, I cannot answer at the moment\.$/);
    const [first, second] = asked;
    assert.deepEqual([first?.authorization, first?.body.model], ['Bearer a-key', 'llama3.2']);
    assert.deepEqual(
      second?.body.messages.slice(1).map(({ role, content }) => `${role}: ${content}`),
      [
        'assistant: Hello, this is the bakery. How can I help you?',
        'user: What do you bake?',
        'assistant: We bake every day.',
        'user: And today?',
      ],
    );
    await act(sid, 'hangup');
    await assertNoProblems(example);
  });

  describe('assistant-handover', () => {
    it('connects a caller who presses 0 with a person', async () => {
      const example = await deploy('assistant-handover');
      const { call, hears, act, rings, until } = example;
      const sid = await call(CALLER, SHOP.handover);
      await hears(sid, /^Hello, this is the bakery\./);
      await act(sid, 'digits', { digits: '0' });
      await hears(sid, /^I am connecting you with the baker\.$/);
      const baker = await rings(BAKER);
      await until(baker, ({ transcript }) => transcript.some(({ text }) => text.includes('the caller has pressed 0')));
      await act(sid, 'hangup');
      await assertNoProblems(example);
    });

    it('connects a caller who asks for a person, and says when nobody answers', async () => {
      const { call, hears, act, rings, ends } = await deploy('assistant-handover');
      const sid = await call(CALLER, SHOP.handover);
      await hears(sid, /press 0 for a human\.$/);
      await act(sid, 'speech', { text: 'a human please' });
      const baker = await rings(BAKER);
      await act(baker, 'hangup');
      assert.match((await ends(sid)).at(-1) ?? '', /^The baker is not there/);
    });

    it('is over when the caller hangs up', async () => {
      const { call, hears, act, shown } = await deploy('assistant-handover');
      const sid = await call(CALLER, SHOP.handover);
      await hears(sid, /^Hello/);
      await act(sid, 'hangup');
      assert.equal(await shown('over'), 'completed');
    });
  });
});
