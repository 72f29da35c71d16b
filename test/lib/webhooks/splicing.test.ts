/** Which parameters a signed request can have: Twilio signs names and values joined, without anything between them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KnownParameters } from '../../../lib/webhooks/known-parameters';
import { Router } from '../../../lib/webhooks/router';
import { splicingProblem } from '../../../lib/webhooks/splicing';
import { describeUnauthorized, type UnauthorizedRequest } from '../../../lib/webhooks/unauthorized';
import { startHttp } from '../../support/http';
import { ACCOUNT_SID, endpointOptions, listener, messageFields, messageSid, signedForm } from '../../support/webhooks';
import { joined, known, problem, resplit, SMS, WHATSAPP } from './known-parameters';

/** Its ID of the click has the name of a parameter in it. */
const FROM_AD = { ...WHATSAPP, ReferralCtwaClid: 'aTo7x_From1b-NumMedia0c', ReferralSourceType: 'ad' };

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
      const MediaContentType0 = 'audio/ogg; codecs=opus';
      assert.equal(problem({ ...WHATSAPP, Body, MediaContentType0 }), undefined, Body);
    }
  });

  it('can have a new parameter where the value before it has a clear end', () => {
    assert.equal(problem({ ...SMS, NumNew: '1', NumOther: 'x', Tag: 'y' }), undefined);
    for (const name of ['Elsewhere', 'FutureField', 'Zebra', 'room', 'x-y']) {
      assert.equal(problem({ ...SMS, ToZip: '94105', [name]: 'y' }), undefined, name);
    }
  });

  it('can have a new parameter after a text of a person, when it cannot be words of the text', () => {
    for (const Body of ['Hello', 'Hello there', '', 'Hello.']) {
      assert.equal(problem({ ...SMS, Body, BodyLanguage: 'en' }), undefined, Body);
      assert.equal(problem({ ...WHATSAPP, ProfileName: Body, ProfilePicture: '{"url":"https://x"}' }), undefined, Body);
    }
    for (const words of [
      { Body: 'Send 5 to ', Eve: ' and Bob' },
      { Body: 'Send 5 to', Eve: ', Bob' },
      { Body: 'Send 5 to ', Eve: 'Bob' },
      { Body: 'Send 5 to', Eve: '' },
      { Body: '', Eve: 'Bob' },
    ]) {
      assert.match(problem({ ...SMS, ...words }) ?? '', /may be the end of/, JSON.stringify(words));
    }
    const more = new KnownParameters(['Eve']);
    assert.equal(splicingProblem('message', { ...SMS, Body: '', Eve: 'Bob' }, more), undefined);
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
      assert.equal((await server.send(signedForm(messageFields({ Body: '', Eve: 'Bob' })))).status, 403);
      assert.match(lines.join(''), /"Eve".* may be the end of Body\. .*twilioWebhooks\.parameters in settings\.js/);
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
    assert.match(problem({ ...SMS, Body: 'Send 5 to all', E: 've' }) ?? '', /"E"/);
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
    for (const wrong of [
      { AccountSid: 'SM1' },
      { MessageSid: 'x' },
      { MessageSid: `${messageSid(1)}0` },
      { From: '+1 415' },
      { To: 'a\u0000' },
    ]) {
      assert.match(problem({ ...SMS, ...wrong }) ?? '', /with a value that Twilio does not send/);
    }
  });

  it('has the same known parameters in every way in which it can be read', () => {
    const piece = fc.oneof(
      fc.constantFrom('From', 'To', 'FromCity', 'ButtonText', 'ProfileName', 'MessageSid', 'AccountSid', 'NumMedia'),
      fc.constantFrom('+19995550000', messageSid(9), ACCOUNT_SID, '0', 'pay me', 'Else', 'whatsapp:+1', 'Body', ''),
      fc.string({ maxLength: 6 }),
    );
    const words = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    // Some cities start with the name of a parameter. No person chooses one, but any text must be safe.
    const city = fc.oneof(fc.constantFrom('SAN FRANCISCO', 'Toledo', 'Fromberg', 'Labelle', ''), words);
    fc.assert(
      fc.property(
        fc.constantFrom(SMS, WHATSAPP, FROM_AD),
        words,
        words,
        city,
        fc.infiniteStream(fc.nat()),
        (base, Body, free, FromCity, random) => {
          const original = { ...base, Body, ...(base === SMS ? { FromCity } : { ProfileName: free }) };
          if (problem(original) !== undefined) return;
          const text = joined(original);
          for (let attempt = 0; attempt < 20; attempt += 1) {
            const split = resplit(text, () => Number(random.next().value));
            if (split === undefined || problem(split) !== undefined) continue;
            assertSameParameters(split, original);
          }
        },
      ),
      { numRuns: Number(process.env['REALISTIC_RUNS'] ?? 100) },
    );
  });
});

/** A text may be cut by an unknown parameter after it. Nothing else may differ. */
function assertSameParameters(split: Record<string, string>, original: Record<string, string>): void {
  const namesOf = (params: object) => Object.keys(params).filter((name) => known.of('message').shapeOf(name));
  assert.deepEqual(namesOf(split).sort(), namesOf(original).sort());
  for (const name of namesOf(original)) {
    const before = original[name] ?? '';
    const after = split[name] ?? '';
    if (['Body', 'FromCity', 'ProfileName'].includes(name)) assert.ok(before.startsWith(after), name);
    else assert.equal(after, before, name);
  }
}
