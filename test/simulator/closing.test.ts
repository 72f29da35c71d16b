/** A simulator that is closed at any moment, as when its account is deleted or Node-RED ends. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSimulator } from '../../simulator';
import { british, fakeClock, own, person, send, startServer, twiml } from './support';

const CALLS = [
  '<Gather numDigits="1" action="a"><Play>/a.mp3</Play></Gather>',
  '<Say loop="0">hello</Say>',
  '<Record action="a" recordingStatusCallback="b" transcribe="true" transcribeCallback="c"/>',
  '<Enqueue waitUrl="wait" action="a">q</Enqueue>',
  '<Enqueue>q</Enqueue>',
  '<Dial action="a" record="record-from-answer" recordingStatusCallback="b"><Queue>q</Queue></Dial>',
  '<Dial action="a"><Number statusCallback="s" statusCallbackEvent="initiated ringing answered completed">+12125550188</Number></Dial>',
  `<Dial action="a">${british}</Dial>`,
  '<Dial action="a"><Conference statusCallback="s" statusCallbackEvent="start end join leave" waitUrl="wait">room</Conference></Dial>',
  '<Start><Transcription statusCallbackUrl="t"/></Start><Pause length="60"/>',
  '<Start><Stream url="wss://127.0.0.1:1/audio" statusCallback="s"/></Start><Pause length="60"/>',
  '<Connect action="a"><ConversationRelay url="wss://127.0.0.1:1/relay" applicationReconnect="true"/></Connect>',
  '<Redirect>again</Redirect>',
] as const;

/** How long the end of the work is waited for. */
const WAIT_MS = 5000;

/** How the server of the flow answers. */
const ANSWERS = ['document', 'document', 'document', 'error', 'redirect', 'never'] as const;

type Action = 'text' | 'call' | 'api call' | 'message' | 'answer' | 'speech' | 'digits' | 'hangup' | 'pass' | 'wait';
const ACTIONS: readonly Action[] = [
  'text',
  'call',
  'call',
  'api call',
  'message',
  'answer',
  'speech',
  'digits',
  'hangup',
  'pass',
  'wait',
  'wait',
];

describe('a simulator that is closed at any moment', () => {
  it('ends all its work, and requests nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...CALLS), { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(...ANSWERS), { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(...ACTIONS), { minLength: 2, maxLength: 10 }),
        fc.integer({ min: 1, max: 60 }),
        async (documents, answers, actions, changes) => {
          const clock = fakeClock();
          const server = await startServer();
          let count = 0;
          server.answer = ({ url }, response) => {
            if (url === '/barrier') {
              response.end();
              return;
            }
            count += 1;
            const answer = answers[count % answers.length];
            const document = documents[count % documents.length] ?? '';
            if (answer === 'never') return;
            if (answer === 'error') response.writeHead(503).end();
            else if (answer === 'redirect') response.writeHead(307, { Location: '/other' }).end();
            else if (url.includes('message')) twiml(response, '<Response><Message>hi</Message></Response>');
            else twiml(response, `<Response>${document}</Response>`);
          };
          const target = (kind: string) => ({ url: `${server.origin}/${kind}#rc=3&rp=all` });
          const webhooks = () => ({
            message: target('message'),
            call: target('call'),
            callStatus: target('call-status'),
          });
          const errors: unknown[] = [];
          const simulator = createSimulator({ clock, webhooks, onError: (error) => errors.push(error) });
          const results: Promise<unknown>[] = [];
          /** The lines of the log when it was closed. */
          let before: ReadonlySet<string> | undefined;
          const close = (): Promise<void> => {
            before ??= new Set(simulator.state().requests.map(({ sid }) => sid));
            return simulator.close();
          };
          let left = changes;
          simulator.subscribe(() => {
            left -= 1;
            if (left === 0) results.push(close());
          });
          const start = (work: () => Promise<unknown>): void => {
            results.push(work().catch(() => undefined));
          };
          const last = (): string => simulator.state().calls.at(-1)?.sid ?? '';
          const run: Record<Action, () => unknown> = {
            text: () => {
              start(() => simulator.receiveMessage({ from: person, to: own, body: 'x' }));
            },
            call: () => {
              start(() => simulator.placeCall({ from: person, to: own }));
            },
            'api call': () => {
              start(() =>
                simulator.request({
                  method: 'POST',
                  uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Calls.json`,
                  data: { To: person, From: own, Url: `${server.origin}/call`, StatusCallback: `${server.origin}/s` },
                  username: simulator.accountSid,
                  password: simulator.authToken,
                }),
              );
            },
            message: () => {
              start(() => send(simulator, { To: british, StatusCallback: `${server.origin}/status` }));
            },
            answer: () => {
              start(() => simulator.actOnCall(last(), { action: 'answer' }));
            },
            speech: () => {
              start(() => simulator.actOnCall(last(), { action: 'speech', text: 'hello there' }));
            },
            digits: () => {
              start(() => simulator.actOnCall(last(), { action: 'digits', digits: '1' }));
            },
            hangup: () => {
              start(() => simulator.actOnCall(last(), { action: 'hangup' }));
            },
            pass: () => {
              clock.advance(700);
            },
            // As long as a request takes.
            wait: () => fetch(`${server.origin}/barrier`),
          };
          for (const action of actions) await run[action]();
          const within = async (what: string, work: Promise<unknown>): Promise<void> => {
            let timer: NodeJS.Timeout | undefined;
            const late = new Promise((_resolve, reject) => {
              timer = setTimeout(() => {
                reject(new Error(`${what} does not end`));
              }, WAIT_MS);
            });
            await Promise.race([work, late]);
            clearTimeout(timer);
          };
          await within('close', close());
          await within('the work', Promise.all(results));
          await simulator.settled();
          assert.equal(clock.pending(), 0, 'timers');
          clock.advance(60_000);
          await simulator.settled();
          // Each request has a line in the log.
          const after = simulator.state().requests.filter(({ sid }) => before?.has(sid) === false);
          assert.deepEqual(
            after.filter(({ error = '' }) => !/simulator was closed|before the connection was open/.test(error)),
            [],
          );
          assert.deepEqual(errors, [], 'faults of the simulator');
          await server.close();
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});
