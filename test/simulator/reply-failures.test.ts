import assert from 'node:assert/strict';
import { twiml, useScene, type TestServer } from './support';

describe('the answer to a text that fails', () => {
  const scene = useScene();
  const { text, errors, replies } = scene;

  const answer = (document: string) => {
    scene.server.answer = (request, response) => {
      twiml(response, request.url.startsWith('/twilio/message') ? document : '<Response/>');
    };
  };

  it('fails after too many redirects', async () => {
    answer('<Response><Redirect/></Response>');
    await text();
    assert.equal(scene.server.received.length, 11);
    assert.match(errors().at(-1) ?? '', /^11215: /);
  });

  it('fails after too many HTTP redirects', async () => {
    scene.server.answer = (_request, response) => response.writeHead(307, { Location: '/again' }).end();
    await text();
    assert.equal(scene.server.received.length, 11);
    assert.match(errors().at(-1) ?? '', /^11215: /);
  });

  const failures: [what: string, error: RegExp, answer: TestServer['answer']][] = [
    [
      'of another content type',
      /^12300: Invalid Content-Type: "application\/json"/,
      (_request, response) => response.setHeader('Content-Type', 'application/json').end('{}'),
    ],
    ['without a content type', /^12300: /, (_request, response) => response.end('<Response/>')],
    [
      'that is no XML',
      /^12100: Document parse failure: .*line 2/,
      (_request, response) => {
        twiml(response, '<Response>\n<Message>a & b</Message></Response>');
      },
    ],
    [
      'that is no TwiML',
      /^12100: .*<html>/,
      (_request, response) => {
        twiml(response, '<html></html>');
      },
    ],
    ['of 500', /^11200: .*500/, (_request, response) => response.writeHead(500).end('oops')],
    ['of 403', /^11200: .*403/, (_request, response) => response.writeHead(403).end()],
    [
      'that breaks off',
      /^11200: /,
      (_request, response) => response.writeHead(200, { 'Content-Length': 9 }).write('x'),
    ],
    [
      'of more than 64 KB',
      /^11750: /,
      (_request, response) => {
        twiml(response, `<Response><!--${'a'.repeat(70_000)}--></Response>`);
      },
    ],
  ];
  for (const [what, error, howToAnswer] of failures) {
    it(`${what} is logged as ${error.source.slice(1, 6)} and sends nothing`, async () => {
      scene.server.answer = (request, response) => {
        howToAnswer(request, response);
        if (what.includes('breaks off')) response.destroy();
      };
      await text();
      assert.match(errors()[0] ?? '', error);
      assert.deepEqual(replies(), []);
    });
  }

  it('fails after 15 seconds without a response', async () => {
    const arrived = new Promise<void>((resolve) => {
      scene.server.answer = () => {
        resolve();
      };
    });
    const receiving = text();
    await arrived;
    scene.clock.advance(15_000);
    assert.equal((await receiving).status, 'received');
    assert.match(errors()[0] ?? '', /^11200: .*15000 ms|^11200: .*in time/);
    assert.equal(scene.clock.pending(), 0);
  });

  const complaints: [what: string, document: string, error: RegExp][] = [
    ['without text and media', '<Message/>', /^14103: /],
    ['that is too long', `<Message>${'a'.repeat(1601)}</Message>`, /^14103: /],
    ['to nobody', '<Message to="bob">x</Message>', /^14101: /],
    ['from a number that is not owned', '<Message from="+14155559999">x</Message>', /^14102: /],
    ['with media that is no URL', '<Message><Media>mailto:x</Media></Message>', /^21620: /],
  ];
  for (const [what, document, error] of complaints) {
    it(`leaves out a Message ${what} and sends the others`, async () => {
      answer(`<Response>${document}<Message>fine</Message></Response>`);
      await text();
      assert.match(errors()[0] ?? '', error);
      assert.deepEqual(
        replies().map(({ body }) => body),
        ['fine'],
      );
    });
  }

  it('with an unknown verb runs without it, with an entry in the log', async () => {
    answer('<Response><Say>hi</Say><Message>x<Emoji/></Message></Response>');
    await text();
    assert.equal(replies().length, 1);
    assert.match(errors()[0] ?? '', /^12200: .*<Say>/);
  });

  it('comes from the fallback URL when the first one failed', async () => {
    const { sid } = scene.simulator.state().numbers[0] ?? {};
    const { accountSid: username, authToken: password } = scene.simulator;
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/IncomingPhoneNumbers/${String(sid)}.json`;
    const data = { SmsFallbackUrl: 'https://flows.example.com/fallback' };
    await scene.simulator.request({ method: 'POST', uri, data, username, password });
    scene.server.answer = ({ url }, response) => {
      if (url === '/fallback') twiml(response, '<Response><Message>sorry</Message></Response>');
      else response.writeHead(502).end();
    };
    await text();
    assert.equal(replies()[0]?.body, 'sorry');
    assert.equal(scene.server.received[1]?.params['ErrorCode'], '11200');
    assert.equal(scene.server.received[1]?.params['ErrorUrl'], 'https://flows.example.com/twilio/message');
  });
});
