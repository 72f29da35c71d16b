/** What the simulator does with a document that Twilio would not run, or not as it is. */
import assert from 'node:assert/strict';
import { useScene } from './support';

describe('the TwiML of a call', () => {
  const scene = useScene();

  it('skips an unknown verb, with an entry in the log', async () => {
    scene.flow({ call: '<Sing>la</Sing><Pay>x</Pay><Refer><Sip>sip:a@example.com</Sip></Refer><Say>on</Say>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /^12200: .*<Sing> is not a verb that the simulator supports/);
    assert.deepEqual(scene.transcript(), ['Say: on']);
  });

  it('warns about an invalid attribute, and ignores it', async () => {
    scene.flow({ call: '<Pause length="long"/>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /^12200: .*length "long" of <Pause> is not a whole number/);
    await scene.pass(1000);
    assert.equal(scene.current().status, 'completed');
  });

  for (const [document, problem] of [
    ['<Say speed="2">a</Say>', '<Say> has no attribute "speed"; it is ignored'],
    ['<Gather bargein="false"/>', '<Gather> has no attribute "bargein"; it is ignored'],
    ['<Gather><Play repeat="2">/a.mp3</Play></Gather>', '<Play> has no attribute "repeat"; it is ignored'],
    ['<Record trim="no"/>', 'trim "no" of <Record> is not a known value'],
    ['<Say voice="alice">a <break strength="weak"/></Say>', undefined],
  ] as const) {
    it(`checks the attributes of ${document}`, async () => {
      scene.flow({ call: document });
      await scene.call();
      assert.equal(scene.errors()[0]?.replace('12200: Schema validation warning: ', ''), problem);
    });
  }

  const long = 'a'.repeat(5001);
  for (const [what, say, warning] of [
    ['empty', '<Say> </Say>', /^13520: /],
    ['longer than 5000 characters', `<Say>${long}</Say>`, /^13521: .* 5001 characters, at most 5000$/],
    ['too long for Polly', `<Say voice="Polly.Joanna">${long.slice(0, 3001)}</Say>`, /^13521: .* at most 3000$/],
    ['too long for a basic voice', `<Say voice="alice">${long.slice(0, 4097)}</Say>`, /^13521: .* at most 4096$/],
  ] as const) {
    it(`warns about a text to say that is ${what}, and continues with the next verb`, async () => {
      scene.flow({ call: `${say}<Say>next</Say>` });
      await scene.call();
      assert.match(scene.errors()[0] ?? '', warning);
      await scene.pass(1);
      assert.deepEqual(scene.transcript(), ['Say: ', 'Say: next']);
    });
  }

  const broken: [what: string, type: string, body: string, code: string][] = [
    ['invalid XML', 'text/xml', '<Response><Say>', '12100'],
    ['another root', 'text/xml', '<Reply/>', '12100'],
    ['nothing', 'text/xml', '', '12100'],
    ['JSON', 'application/json', '{}', '12300'],
  ];

  for (const [what, type, body, code] of broken) {
    it(`plays the error message and hangs up when the response is ${what}`, async () => {
      scene.server.answer = (_request, response) => {
        response.setHeader('Content-Type', type).end(body);
      };
      await scene.call();
      assert.match(scene.errors()[0] ?? '', new RegExp(`^${code}: `));
      assert.match(scene.transcript()[0] ?? '', /application error/);
      await scene.pass(3100);
      assert.equal(scene.current().status, 'completed');
    });
  }

  it('says a plain text response, and plays an audio response', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url.endsWith('call')) response.setHeader('Content-Type', 'text/plain').end('hello');
      else response.end();
    };
    await scene.call();
    assert.deepEqual(scene.transcript(), ['Say: hello']);
    scene.server.answer = (_request, response) => response.setHeader('Content-Type', 'audio/mpeg').end('x');
    await scene.call();
    assert.deepEqual(scene.transcript(), ['Play: https://flows.example.com/twilio/call']);
  });
});
