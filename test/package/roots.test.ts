import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { CREDENTIALS, real, REAL_CREDENTIALS, reply, smsIn, tab } from '../support/flows';
import { startNodeRed, type NodeRedOptions, type RealNodeRed } from '../support/node-red';
import { bodySha256, form, sign, type Fields } from '../support/sign';

const messageFields = (more: Fields): Fields => [
  ['AccountSid', CREDENTIALS.accountSid],
  ['MessageSid', `SM${randomBytes(16).toString('hex')}`],
  ['From', '+14155550123'],
  ['To', '+14155550100'],
  ...more,
];

/** Starts a Node-RED whose flow answers a text with what it read of it. */
const start = (options: NodeRedOptions, publicUrl: string): Promise<RealNodeRed> =>
  startNodeRed({
    flows: [
      tab,
      real({ publicUrl }),
      smsIn({ respond: 'flow', wires: [['reply']] }),
      reply({ body: '$join([payload, twilio.raw.`A[x]`, twilio.raw.B], "|")', bodyType: 'jsonata', wires: [[]] }),
    ],
    credentials: REAL_CREDENTIALS,
    ...options,
  });

/** How a request departs from what Twilio would send. */
interface Delivery {
  token?: string;
  headers?: Record<string, string>;
}

/** Posts a signed form as Twilio does. `root`: Node-RED's httpNodeRoot, which the public URL holds too. */
async function postForm(nodeRed: RealNodeRed, root: string, more: Fields, delivery: Delivery = {}): Promise<Response> {
  const fields = messageFields(more);
  const signed = sign(delivery.token ?? CREDENTIALS.authToken, `https://example.com${root}/twilio/message`, fields);
  return fetch(`${nodeRed.url}${root}/twilio/message`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-Twilio-Signature': signed,
      ...delivery.headers,
    },
    body: form(fields),
  });
}

/** Posts JSON, whose hash stands in the signed address. */
async function postJson(nodeRed: RealNodeRed, root: string, sent: Fields): Promise<Response> {
  const body = JSON.stringify(Object.fromEntries(messageFields(sent)));
  const path = `${root}/twilio/message?bodySHA256=${bodySha256(body)}`;
  return fetch(`${nodeRed.url}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Twilio-Signature': sign(CREDENTIALS.authToken, `https://example.com${path}`),
    },
    body,
  });
}

async function assertAnswered(response: Response, text: string): Promise<void> {
  const answer = await response.text();
  assert.equal(response.status, 200, answer);
  assert.match(response.headers.get('content-type') ?? '', /^text\/xml/);
  assert.ok(answer.includes(`>${text}<`), answer);
}

const NESTED: Fields = [
  ['Body', 'Grüße & 👋'],
  ['A[x]', '1'],
  ['B', '3'],
  ['B', '2'],
];

describe('a signed text gets in', function () {
  this.timeout(60_000);

  for (const httpAdminRoot of ['/', '/red', false]) {
    for (const httpNodeRoot of ['/', '/api']) {
      it(`with httpAdminRoot ${String(httpAdminRoot)} and httpNodeRoot ${httpNodeRoot}, as a form and as JSON`, async () => {
        const root = httpNodeRoot.replace(/\/$/, '');
        const nodeRed = await start({ settings: { httpAdminRoot, httpNodeRoot } }, `https://example.com${root}`);
        try {
          await assertAnswered(await postForm(nodeRed, root, [['Body', 'hello']]), 'hello');
          await assertAnswered(await postForm(nodeRed, root, NESTED), 'Grüße &amp; 👋|1|3|2');
          await assertAnswered(await postJson(nodeRed, root, [['Body', 'as JSON']]), 'as JSON');
          assert.equal((await postForm(nodeRed, root, [['Body', 'forged']], { token: 'guessed' })).status, 403);
        } finally {
          await nodeRed.stop();
        }
      });
    }

    const told = httpAdminRoot === false ? 'where nobody can see why' : 'and the trigger says why';
    it(`not with httpAdminRoot ${String(httpAdminRoot)} and httpNodeRoot false, ${told}`, async () => {
      const nodeRed = await start({ settings: { httpAdminRoot, httpNodeRoot: false } }, 'https://example.com');
      try {
        if (httpAdminRoot === false) {
          await assert.rejects(postForm(nodeRed, '', [['Body', 'hello']]));
        } else {
          assert.equal((await postForm(nodeRed, '', [['Body', 'hello']])).status, 404);
          await nodeRed.status('in', /httpNodeRoot is off/);
        }
        assert.ok(!nodeRed.output().includes('Error'), nodeRed.output());
      } finally {
        await nodeRed.stop();
      }
    });
  }
});

describe('the HTTP settings of Node-RED', function () {
  this.timeout(60_000);
  const limits = { apiMaxLength: '1kb' };

  describe('where it has a middleware and parses every body', () => {
    let nodeRed: RealNodeRed;
    before(async () => {
      nodeRed = await start(
        {
          settings: limits,
          extraSettings: `httpNodeMiddleware(request, response, next) {
            if (request.headers['x-blocked']) return response.status(418).end();
            request.passed = (request.passed ?? 0) + 1;
            response.setHeader('X-Passed', request.passed);
            next();
          }`,
        },
        'https://example.com',
      );
    });
    after(async () => {
      await nodeRed.stop();
    });

    it('the middleware is asked once for every text', async () => {
      const answer = await postForm(nodeRed, '', NESTED);
      assert.equal(answer.headers.get('x-passed'), '1');
      await assertAnswered(answer, 'Grüße &amp; 👋|1|3|2');
    });

    it('the middleware may turn a text away', async () => {
      const answer = await postForm(nodeRed, '', [['Body', 'hello']], { headers: { 'X-Blocked': 'yes' } });
      assert.equal(answer.status, 418);
    });

    it('a body longer than apiMaxLength is answered with 413, a shorter one gets in', async () => {
      assert.equal((await postForm(nodeRed, '', [['Body', 'x'.repeat(1100)]])).status, 413);
      await assertAnswered(await postForm(nodeRed, '', [['Body', 'x'.repeat(500)]]), 'x'.repeat(500));
    });
  });

  describe('where it wants a password and leaves bodies alone', () => {
    let nodeRed: RealNodeRed;
    before(async () => {
      // The hash is of the word "password".
      const pass = '$2b$08$5T75fFXQH4m51YuVnUteDuDYmTaqc6NMUsz8GEMM6wvvfUHgLZG3m';
      nodeRed = await start(
        { settings: { ...limits, httpAdminRoot: '/red', httpNodeAuth: { user: 'twilio', pass } } },
        'https://twilio:password@example.com',
      );
    });
    after(async () => {
      await nodeRed.stop();
    });

    const basic = { Authorization: `Basic ${Buffer.from('twilio:password').toString('base64')}` };

    it('a signed text without it is answered with 401', async () => {
      const answer = await postForm(nodeRed, '', [['Body', 'hello']]);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic/);
    });

    it('a signed text gets in with it, as Twilio sends it for a public URL with user and password', async () => {
      await assertAnswered(await postForm(nodeRed, '', NESTED, { headers: basic }), 'Grüße &amp; 👋|1|3|2');
    });

    it('the password alone is not enough', async () => {
      const answer = await postForm(nodeRed, '', [['Body', 'forged']], { token: 'guessed', headers: basic });
      assert.equal(answer.status, 403);
    });

    it('a body longer than apiMaxLength is answered with 413', async () => {
      const answer = await postForm(nodeRed, '', [['Body', 'x'.repeat(1100)]], { headers: basic });
      assert.equal(answer.status, 413);
    });
  });
});
