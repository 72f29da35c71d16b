import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { kinds } from '../../../lib/events/kinds';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { isKnownParameter, KnownParameters } from '../../../lib/webhooks/known-parameters';
import { Router } from '../../../lib/webhooks/router';
import { splicingProblem } from '../../../lib/webhooks/splicing';
import { describeUnauthorized, type UnauthorizedRequest } from '../../../lib/webhooks/unauthorized';
import { startHttp, type TestHttp } from '../../support/http';
import { bodySha256, form, sign, type Fields } from '../../support/sign';
import {
  ACCOUNT_SID,
  endpointOptions,
  listener,
  messageFields,
  messageSid,
  PUBLIC_BASE,
  signedForm,
  TOKEN,
  type Listener,
} from '../../support/webhooks';

const known = new KnownParameters();
const problem = (params: Record<string, string>, kind: keyof typeof kinds = 'message') =>
  splicingProblem(kind, params, known);

/** A text as a US carrier delivers it. */
const SMS: Record<string, string> = {
  ToCountry: 'US',
  ToState: 'CA',
  SmsMessageSid: messageSid(1),
  NumMedia: '0',
  ToCity: '',
  FromZip: '94105',
  SmsSid: messageSid(1),
  FromState: 'CA',
  SmsStatus: 'received',
  FromCity: 'SAN FRANCISCO',
  Body: 'Hello',
  FromCountry: 'US',
  To: '+14155550100',
  ToZip: '',
  NumSegments: '1',
  MessageSid: messageSid(1),
  AccountSid: ACCOUNT_SID,
  From: '+14155550111',
  ApiVersion: '2010-04-01',
};

const WHATSAPP: Record<string, string> = {
  SmsMessageSid: messageSid(2),
  NumMedia: '1',
  ProfileName: 'Ada',
  MessageType: 'button',
  SmsSid: messageSid(2),
  WaId: '14155550111',
  SmsStatus: 'received',
  Body: 'Yes',
  ButtonText: 'Yes',
  ButtonPayload: 'yes',
  To: 'whatsapp:+14155550100',
  NumSegments: '1',
  ReferralNumMedia: '0',
  MessageSid: messageSid(2),
  AccountSid: ACCOUNT_SID,
  ChannelMetadata: '{"type":"whatsapp","data":{"context":{"ProfileName":"Ada","WaId":"14155550111"}}}',
  From: 'whatsapp:+14155550111',
  MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0',
  MediaContentType0: 'image/jpeg',
  ApiVersion: '2010-04-01',
};

/** The text that is signed after the URL. */
const joined = (params: Record<string, string>): string =>
  Object.keys(params)
    .sort()
    .map((name) => name + (params[name] ?? ''))
    .join('');

/** The length of a parameter's name at the start of a text: a known one, or any other. */
function nameLengths(text: string): number[] {
  const lengths = known
    .of('message')
    .namesAt(text, 0)
    .map((name) => name.length);
  const letters = /^[A-Za-z_]\w*/.exec(text)?.[0].length ?? 0;
  return [...lengths, ...Array.from({ length: Math.min(letters, 24) }, (_, index) => index + 1)];
}

describe('a signed request', () => {
  it('is accepted when Twilio made it, with any text of a person', () => {
    for (const Body of [
      'Hello',
      '',
      'To be or not to be. From Paris with love. Tomorrow!',
      'From: Bob, To: Ann, Body of the text, Forwarded: yes, Direction north, Label, Digits 5, Caller ID',
      'From+19995550000 is the number, From+19995550000',
      'Called you, CallMe, YouTube, McDonald, Final Track',
      `MessageSid ${messageSid(7)}`,
      'ToToToToToTo FromTo FromTo FromTo',
      // Parameters of calls, which a message does not have.
      'Called',
      'Final',
      'Digits',
      'Good Reason For Result, Name Caller',
      'Was it Forwarded',
      'a=b&c=d?e#f',
      '👋 مرحبا\u0000\n',
    ]) {
      assert.equal(problem({ ...SMS, Body }), undefined, Body);
      assert.equal(problem({ ...WHATSAPP, Body, ProfileName: Body.slice(0, 30) }), undefined, Body);
    }
  });

  it('can have a new parameter where the value before it has a clear end', () => {
    assert.equal(problem({ ...SMS, NumNew: '1', NumOther: 'x', Tag: 'y' }), undefined);
    assert.match(problem({ ...SMS, BodyLanguage: 'en' }) ?? '', /"BodyLanguage", which Twilio does not document/);
    const more = new KnownParameters(['BodyLanguage']);
    assert.equal(splicingProblem('message', { ...SMS, BodyLanguage: 'en' }, more), undefined);
  });

  it('names the parameter and the setting when it is rejected for a new parameter', async () => {
    const router = new Router();
    const lines: string[] = [];
    const onUnauthorized = (request: UnauthorizedRequest): void => {
      lines.push(describeUnauthorized(request));
    };
    router.mount('account', endpointOptions({ onUnauthorized })).subscribe(listener('message'));
    const server = await startHttp((request, response) => {
      router.handle(request, response, () => response.writeHead(404).end());
    });
    try {
      assert.equal((await server.send(signedForm(messageFields({ BodyLanguage: 'en' })))).status, 403);
      assert.match(
        lines.join(''),
        /"BodyLanguage".* may be the end of Body\. .*twilioWebhooks\.parameters in settings\.js/,
      );
    } finally {
      await server.close();
      router.close();
    }
  });

  it('of a Gather can have “msg” after the place of a number', () => {
    const call = { AccountSid: ACCOUNT_SID, CallSid: `CA${'1'.repeat(32)}`, From: '+14155550111', Digits: '1' };
    for (const ToZip of ['94105', '']) {
      assert.equal(problem({ ...call, ToZip, msg: 'Gather End' }, 'step'), undefined);
    }
    assert.match(problem({ ...call, ToZip: '94105', msg: 'anything <else>' }, 'step') ?? '', /does not send/);
    assert.match(problem({ ...call, ToZip: '94105msgGather End' }, 'step') ?? '', /"msg" inside of another value/);
  });

  it('of a call can have the parameters that the pages of the verbs list', () => {
    const call = {
      AccountSid: ACCOUNT_SID,
      CallSid: `CA${'1'.repeat(32)}`,
      CallStatus: 'in-progress',
      From: '+14155550111',
    };
    for (const more of [
      { DialSipCallId: 'a@b', DialSipResponseCode: '200', 'DialSipHeader_X-Room': 'red' },
      { Digits: 'hangup', RecordingUrl: 'https://api.twilio.com/x', RecordingDuration: '3' },
      { ReferCallStatus: 'busy', ReferSipResponseCode: '202', NotifySipResponseCode: '486' },
      { Result: 'success', PaymentToken: 'tok_1', ProfileId: '7', SecurityCode: '***', ExpirationDate: '0522' },
      { StirStatus: 'A', StirVerstat: 'TN-Validation-Passed-A', StirPassportToken: 'eyJ' },
    ]) {
      assert.equal(problem({ ...call, ...more }, 'call'), undefined, JSON.stringify(more));
    }
    const transcription = { AccountSid: ACCOUNT_SID, CallSid: call.CallSid, TranscriptionSid: `GT${'2'.repeat(32)}` };
    const started = { LanguageCode: 'en-US', Name: 'session 1', OutboundTrackLabel: 'agent', SequenceId: '1' };
    const content = { TranscriptionData: '{}', TranscriptionProviderData: '{}', Final: 'true' };
    for (const more of [started, content]) {
      assert.equal(problem({ ...transcription, ...more }, 'transcription'), undefined, JSON.stringify(more));
    }
  });

  it('is rejected when a text was cut into a sender', () => {
    const text = 'pay meFrom+19995550000FromCity';
    const rest = joined({ From: '+14155550111', FromCity: 'SAN FRANCISCO' });
    const forged = { ...SMS, Body: 'pay me', From: '+19995550000', FromCity: rest };
    assert.equal(joined(forged), joined({ ...SMS, Body: text }));
    assert.notEqual(problem(forged), undefined);
  });

  it('is rejected when a text was cut off', () => {
    assert.match(problem({ ...SMS, Body: 'Send 5 to ', Eve: ' and Bob' }) ?? '', /"Eve"/);
  });

  it('is rejected when parameters were joined to the value or the name before them', () => {
    const { ButtonText, ButtonPayload, ...rest } = WHATSAPP;
    const merged = { ...rest, Body: `Yes${joined({ ButtonPayload: 'yes', ButtonText: 'Yes' })}` };
    assert.deepEqual([ButtonText, ButtonPayload], ['Yes', 'yes']);
    assert.match(problem(merged) ?? '', /in another way/);
    const { OptOutType, NumSegments, ...others }: Record<string, string> = { ...SMS, OptOutType: 'STOP' };
    assert.deepEqual([OptOutType, NumSegments], ['STOP', '1']);
    assert.notEqual(problem({ ...others, NumSegments1OptOutType: 'STOP' }), undefined);
  });

  it('is rejected when a SID or an address does not look like one', () => {
    for (const wrong of [{ AccountSid: 'AC1' }, { MessageSid: 'x' }, { From: '+1 415' }, { To: 'a\u0000' }]) {
      assert.match(problem({ ...SMS, ...wrong }) ?? '', /with a value that Twilio does not send/);
    }
  });

  it('can be read in one way only', () => {
    const piece = fc.oneof(
      fc.constantFrom('From', 'To', 'FromCity', 'ButtonText', 'ProfileName', 'MessageSid', 'AccountSid', 'NumMedia'),
      fc.constantFrom('+19995550000', messageSid(9), ACCOUNT_SID, '0', 'pay me', 'Else', 'whatsapp:+1', 'Body', ''),
      fc.string({ maxLength: 6 }),
    );
    const words = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        fc.constantFrom(SMS, WHATSAPP),
        words,
        words,
        fc.infiniteStream(fc.nat()),
        (base, Body, free, random) => {
          const original = { ...base, Body, ...(base === SMS ? { FromCity: free } : { ProfileName: free }) };
          if (problem(original) !== undefined) return;
          const text = joined(original);
          for (let attempt = 0; attempt < 20; attempt += 1) {
            const split = resplit(text, () => Number(random.next().value));
            if (split === undefined || problem(split) !== undefined) continue;
            assert.deepEqual(kinds.message.parse(split), kinds.message.parse(original));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Splits a signed text into other parameters with the same signature; `undefined` when an attempt leads nowhere. */
function resplit(text: string, random: () => number): Record<string, string> | undefined {
  const starts: { position: number; length: number }[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const lengths = nameLengths(text.slice(position, position + 40));
    const names = known.of('message').namesAt(text, position);
    // Known names almost always, any other name seldom.
    const use = names.length > 0 ? random() % 8 !== 0 : random() % 60 === 0;
    const length =
      names.length > 0 && random() % 6 !== 0
        ? names[random() % names.length]?.length
        : lengths[random() % (lengths.length || 1)];
    if ((position === 0 || use) && length !== undefined) {
      starts.push({ position, length });
      position += length - 1;
    }
  }
  const params: Record<string, string> = {};
  let last = '';
  let lastValueStart = 0;
  for (const { position, length } of starts) {
    const name = text.slice(position, position + length);
    if (name <= last) continue;
    if (last !== '') params[last] = text.slice(lastValueStart, position);
    last = name;
    lastValueStart = position + length;
  }
  params[last] = text.slice(lastValueStart);
  return joined(params) === text ? params : undefined;
}

describe('the table of known parameters', () => {
  it('has every parameter of Twilio that an event is made of', () => {
    const folder = join(__dirname, '../../../lib/events');
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    // Names in lower case are those of our own URLs.
    const read = [...source.matchAll(/params, '([A-Z]\w+)'/g), ...source.matchAll(/: '([A-Z][A-Za-z]+)',$/gm)];
    const names = new Set(read.map(([, name = '']) => name));
    assert.ok(names.size > 60);
    assert.deepEqual(
      [...names].filter((name) => !isKnownParameter(name)),
      [],
    );
  });
});

describe('an endpoint with one captured signature', () => {
  let server: TestHttp;
  let router: Router;
  let endpoint: Endpoint;
  let trigger: Listener<'message'>;

  const start = (allowGet: boolean): void => {
    router = new Router();
    endpoint = router.mount('account', endpointOptions({ allowGet }));
    trigger = listener('message');
    endpoint.subscribe(trigger);
  };
  beforeEach(async () => {
    start(false);
    server = await startHttp((request, response) => {
      router.handle(request, response, () => response.writeHead(404).end());
    });
  });
  afterEach(async () => {
    router.close();
    await server.close();
  });

  const path = '/twilio/message?tenant=7';
  /** What an attacker adds to a text so that a query of its own begins in it. */
  const QUERY = `&${form(messageFields({ From: '+19995550000', Body: 'forged', MessageSid: messageSid(9) }))}&x=`;
  const signed = (fields: Fields): string => sign(TOKEN, PUBLIC_BASE + path, fields);
  const spliced = (fields: Fields): string => path + joined(Object.fromEntries(fields));

  for (const allowGet of [false, true]) {
    it(`accepts no GET that was made of a POST, ${allowGet ? 'though GET is allowed' : 'as GET is not allowed'}`, async () => {
      start(allowGet);
      const fields = messageFields({ Body: QUERY });
      const headers = { 'X-Twilio-Signature': signed(fields) };
      const { status } = await server.send({ method: 'GET', path: spliced(fields), headers });
      assert.equal(status, allowGet ? 403 : 405);
      assert.deepEqual(trigger.accepted, []);
    });
  }

  it('accepts no event from the query of a POST', async () => {
    const fields = messageFields({ Body: QUERY });
    const headers = { 'X-Twilio-Signature': signed(fields), 'Content-Type': 'application/x-www-form-urlencoded' };
    assert.equal((await server.send({ path: spliced(fields), headers })).status, 403);
    const named = '/twilio/message?From=%2B19995550000&Body=forged&step=2';
    const twice = signedForm(messageFields(), { path: named });
    assert.equal((await server.send(twice)).status, 200);
    assert.deepEqual(
      trigger.accepted.map(({ from, body, raw }) => [from, body, raw['step']]),
      [['+14155550111', 'Hello', '2']],
    );
  });

  it('accepts no JSON whose hash comes from a text in the URL', async () => {
    const body = JSON.stringify(Object.fromEntries(messageFields({ From: '+19995550000' })));
    const fields = messageFields({ Body: `&bodySHA256=${bodySha256(body)}&x=` });
    const headers = { 'X-Twilio-Signature': signed(fields), 'Content-Type': 'application/json' };
    assert.equal((await server.send({ path: spliced(fields), headers, body })).status, 403);
    // A URL that is not encoded in the same way is still the same URL for Twilio's library.
    const hidden = spliced(fields).replace('AccountSid', '%41ccountSid');
    assert.equal((await server.send({ path: hidden, headers, body })).status, 403);
    assert.deepEqual(trigger.accepted, []);
  });

  it('accepts signed JSON only as JSON', async () => {
    const attack = `&${form(messageFields({ From: '+19995550000' }))}&x=`;
    const body = JSON.stringify({ AccountSid: ACCOUNT_SID, MessageSid: messageSid(1), Body: attack });
    const hashed = `/twilio/message?bodySHA256=${bodySha256(body)}`;
    const signature = sign(TOKEN, PUBLIC_BASE + hashed);
    const send = (type: string) =>
      server.send({ path: hashed, body, headers: { 'Content-Type': type, 'X-Twilio-Signature': signature } });
    const { status, text } = await send('application/x-www-form-urlencoded');
    assert.deepEqual([status, text], [403, 'Forbidden: its Content-Type is not the one that was signed.\n']);
    assert.equal((await send('application/json')).status, 200);
  });

  it('accepts no repeated sender', async () => {
    const fields: Fields = [...messageFields(), ['From', '+19995550000']];
    const { status, text } = await server.send(signedForm(fields));
    assert.equal(status, 403);
    assert.match(text, /From more than once/);
  });

  it('accepts no request for another webhook whose name starts in the same way', async () => {
    const fields = messageFields({ MessageStatus: 'delivered' });
    const signature = sign(TOKEN, `${PUBLIC_BASE}/twilio/message-status`, fields);
    const [first, ...rest] = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
    const moved: Fields = [[`-status${first?.[0] ?? ''}`, first?.[1] ?? ''], ...rest];
    const outgoing = signedForm(moved, { headers: { 'X-Twilio-Signature': signature } });
    assert.equal((await server.send(outgoing)).status, 403);
    assert.deepEqual(trigger.accepted, []);
  });
});
