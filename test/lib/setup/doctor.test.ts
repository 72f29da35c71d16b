import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AccountCredentials, AccountSettings } from '../../../lib/account/settings';
import { runChecks } from '../../../lib/setup/doctor';
import { CHECKS, type Check, type CheckedFinding } from '../../../lib/setup/finding';
import type { Subject } from '../../../lib/setup/subject';
import { BASE, setupTwilio, type SetupTwilio } from '../../support/setup-twilio';

const US = '+14155550100';
const strings = JSON.parse(readFileSync(path.resolve(__dirname, '../../../locales/en-US/setup.json'), 'utf8')) as {
  setup: { finding: Record<string, Record<string, string>>; unknown: Record<string, string> };
};

/** Every sentence that a finding asked for, so that the catalogue can be compared with what is used. */
const used = new Set<string>();

describe('the doctor', () => {
  let twilio: SetupTwilio;
  afterEach(async () => {
    await twilio.close();
  });

  const start = (
    settings: Partial<AccountSettings> = {},
    credentials: Partial<AccountCredentials> = {},
    numbers = [US],
  ): void => {
    twilio = setupTwilio(settings, credentials, numbers);
    const none = { '/v1/DialingPermissions/Countries': 'content', '/v1/Alerts': 'alerts' };
    for (const [where, key] of Object.entries(none)) twilio.answers[where] = { [key]: [], meta: {} };
    twilio.answers['/v1/Messaging/GeoPermissions'] = { permissions: [] };
  };

  async function look(changes: Partial<Subject> = {}, timeoutMs = 5000): Promise<CheckedFinding[]> {
    const findings = await runChecks(
      {
        ...twilio.owner(),
        webhookProblem: undefined,
        publicUrl: { base: BASE },
        base: undefined,
        httpNodeRoot: '',
        hasNodeAuth: false,
        openProbe: () => undefined,
        rejected: [],
        statusListeners: [],
        usesService: false,
        ...changes,
      },
      timeoutMs,
    );
    for (const { check, state, text, values = {} } of findings) {
      const general = strings.setup.unknown[text];
      const sentence = state === 'unknown' && general !== undefined ? general : strings.setup.finding[check]?.[text];
      assert.ok(sentence, `there is no sentence ${check}.${text}`);
      const names = [...sentence.matchAll(/__(\w+?)__/g)].map(([, name = '']) => name);
      for (const name of names) assert.ok(name in values, `${check}.${text} has no ${name}`);
      used.add(`${check}.${text}`);
    }
    assert.doesNotMatch(JSON.stringify(findings), new RegExp(twilio.simulator.authToken));
    return findings;
  }

  const find = (findings: readonly CheckedFinding[], check: Check): [string, string] | undefined => {
    const found = findings.find((one) => one.check === check);
    return found && [found.state, found.text];
  };

  const accountPath = (): string => `/2010-04-01/Accounts/${twilio.simulator.accountSid}.json`;

  it('returns a finding for each check, in order, and requests the account and the numbers once', async () => {
    start();
    const findings = await look({ base: BASE });
    const order = findings.map(({ check }) => CHECKS.indexOf(check));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.deepEqual(find(findings, 'credentials'), ['ok', 'ok']);
    assert.deepEqual(find(findings, 'account'), ['ok', 'ok']);
    assert.deepEqual(find(findings, 'publicUrl'), ['ok', 'ok']);
    const asked = twilio.requests.map(({ uri }) => new URL(uri).pathname);
    assert.equal(asked.filter((one) => one === accountPath()).length, 1);
    assert.equal(asked.filter((one) => one.endsWith('/IncomingPhoneNumbers.json')).length, 1);
  });

  it('finds credentials that are missing or not valid, and marks the checks that need them', async () => {
    start({}, { authToken: '' });
    assert.deepEqual(find(await look(), 'credentials'), ['problem', 'incomplete']);
    await twilio.close();
    start();
    twilio.answers[accountPath()] = 401;
    const findings = await look();
    assert.deepEqual(find(findings, 'credentials'), ['problem', 'refused']);
    assert.deepEqual(find(findings, 'account'), ['unknown', 'noCredentials']);
  });

  it('says why Twilio refuses valid credentials, such as those of a suspended account', async () => {
    start();
    twilio.answers[accountPath()] = 403;
    const findings = await look();
    const credentials = findings.find(({ check }) => check === 'credentials');
    assert.deepEqual([credentials?.state, credentials?.text], ['unknown', 'failed']);
    assert.match(credentials?.values?.['hint'] ?? '', /The account is suspended or closed/);
    assert.deepEqual(find(findings, 'account'), ['unknown', 'noCredentials']);
  });

  it('finds a trial account and its verified numbers, and one that is suspended', async () => {
    start();
    twilio.answers[accountPath()] = {
      sid: twilio.simulator.accountSid,
      friendly_name: 'Shop',
      type: 'Trial',
      status: 'active',
    };
    const callers = `/2010-04-01/Accounts/${twilio.simulator.accountSid}/OutgoingCallerIds.json`;
    twilio.answers[callers] = { outgoing_caller_ids: [{ phone_number: '+14155550199' }] };
    const trial = await look();
    assert.deepEqual(find(trial, 'account'), ['note', 'trial']);
    assert.equal(trial.find(({ check }) => check === 'verifiedNumbers')?.values?.['numbers'], '+14155550199');
    twilio.answers[callers] = { outgoing_caller_ids: [] };
    assert.deepEqual(find(await look(), 'verifiedNumbers'), ['warning', 'none']);
    twilio.answers[accountPath()] = { friendly_name: 'Shop', type: 'Full', status: 'suspended' };
    assert.deepEqual(find(await look(), 'account'), ['problem', 'inactive']);
  });

  it('finds that signatures are not checked, or cannot be', async () => {
    start({ validateSignatures: false });
    assert.deepEqual(find(await look(), 'token'), ['warning', 'off']);
    await twilio.close();
    const key = { apiKey: `SK${'1'.repeat(32)}`, apiSecret: 'a-secret' };
    start({ auth: 'apiKey' }, { ...key, authToken: '' });
    assert.deepEqual(find(await look(), 'token'), ['problem', 'missing']);
  });

  it('finds an auth token that is not the one of the account, beside an API key', async () => {
    start({ auth: 'apiKey' }, { apiKey: `SK${'1'.repeat(32)}`, apiSecret: 'a-secret', authToken: 'an-old-token' });
    assert.deepEqual(find(await look(), 'token'), ['problem', 'wrong']);
  });

  it('names a region', async () => {
    start({ region: 'ie1' });
    assert.deepEqual(find(await look(), 'region'), ['note', 'other']);
  });

  it('finds numbers whose calls Twilio handles in another region', async () => {
    const GB = '+442079460100';
    start({}, {}, [US, GB]);
    assert.equal(find(await look(), 'region'), undefined, 'the region of no number is known');
    const routed = (number: string, voice_region: string | null): void => {
      twilio.answers[`/v2/PhoneNumbers/${encodeURIComponent(number)}`] = { phone_number: number, voice_region };
    };
    routed(US, 'us1');
    routed(GB, null);
    assert.deepEqual(find(await look(), 'region'), ['ok', 'ok']);
    routed(GB, 'ie1');
    const finding = (await look()).find(({ check }) => check === 'region');
    assert.deepEqual(
      [finding?.state, finding?.text, finding?.values],
      ['warning', 'numbers', { region: 'us1', numbers: `${GB} (ie1)` }],
    );
    assert.equal(
      find(await look({ wanted: () => ({ messages: `${BASE}/twilio/message` }) }), 'region'),
      undefined,
      'nobody listens to calls',
    );
    await twilio.close();
    start({ region: 'ie1' });
    routed(US, 'IE1');
    assert.deepEqual(find(await look(), 'region'), ['ok', 'ok']);
  });

  for (const [what, changes, text] of [
    ['is missing', { publicUrl: undefined, base: undefined }, 'missing'],
    ['is in a private network', { base: 'http://192.168.1.5:1880' }, 'private'],
    ['is this machine', { base: 'https://localhost' }, 'private'],
    ['is a name of the local network', { base: 'https://nodered.local' }, 'private'],
    ['is not encrypted', { base: 'http://flows.example.com' }, 'http'],
    ['has no login where httpNodeAuth needs one', { base: BASE, hasNodeAuth: true }, 'login'],
    ['cannot be used', { base: BASE, webhookProblem: 'path in use' }, 'noWebhooks'],
    ['is right', { base: BASE }, 'ok'],
  ] as const) {
    it(`says when the public URL ${what}`, async () => {
      start();
      assert.equal(find(await look(changes), 'publicUrl')?.[1], text);
    });
  }

  it('compares the webhooks of each number with the flows', async () => {
    start();
    const webhooks = async (changes: Partial<Subject> = {}) => find(await look(changes), 'webhooks')?.[1];
    assert.equal(await webhooks(), 'elsewhere');
    assert.equal(await webhooks({ wanted: () => ({}) }), 'noFlow');
    await twilio.change(US, { SmsUrl: `${BASE}/twilio/message`, VoiceUrl: `${BASE}/twilio/call` });
    assert.equal(await webhooks(), 'ok');
    assert.equal(await webhooks({ wanted: () => ({}) }), 'unheard');
    await twilio.change(US, { SmsApplicationSid: `AP${'1'.repeat(32)}` });
    assert.equal(await webhooks(), 'overridden');
    await twilio.change(US, { SmsUrl: 'https://other.example.com/?key=a-secret-of-theirs' });
    const found = (await look()).find(({ check }) => check === 'webhooks');
    assert.deepEqual(found?.details, [`${US} → https://other.example.com/`]);
    assert.deepEqual(found.fix, { kind: 'webhooks' });
  });

  it('reports numbers of other applications as a problem only while no number points here', async () => {
    start({}, {}, [US, '+442079460100']);
    await twilio.change('+442079460100', {
      SmsUrl: 'https://other.example.com/',
      VoiceUrl: 'https://other.example.com/',
    });
    await twilio.change(US, { SmsUrl: 'https://other.example.com/', VoiceUrl: 'https://other.example.com/' });
    assert.deepEqual(find(await look(), 'webhooks'), ['problem', 'elsewhere']);
    await twilio.change(US, { SmsUrl: `${BASE}/twilio/message`, VoiceUrl: `${BASE}/twilio/call` });
    assert.deepEqual(find(await look(), 'webhooks'), ['warning', 'elsewhere']);
  });

  it('says that an account has no numbers', async () => {
    start();
    twilio.answers[`/2010-04-01/Accounts/${twilio.simulator.accountSid}/IncomingPhoneNumbers.json`] = {
      incoming_phone_numbers: [],
    };
    assert.deepEqual(find(await look(), 'webhooks'), ['note', 'none']);
  });

  it('finds nodes that listen to statuses that never come with the senders', async () => {
    start();
    const statuses = async (list: string[], usesService = false) => {
      const found = await look({ statusListeners: [{ name: 'sms status', statuses: list }], usesService });
      return find(found, 'statuses')?.[1];
    };
    assert.equal(await statuses(['delivered', 'failed']), 'ok');
    assert.equal(await statuses(['queued']), 'neverWithNumber');
    assert.equal(await statuses(['queued'], true), 'ok');
    assert.equal(await statuses(['sending'], true), 'never');
  });

  it('shows the last unauthorized requests with the URL that was checked, without the values of its query', async () => {
    start();
    const url = `${BASE}/twilio/message?token=a-secret`;
    const rejected = [{ at: '2026-11-29T10:00:00.000Z', url, reason: 'no signature', hint: 'Set the URL.' }];
    const found = (await look({ rejected })).find(({ check }) => check === 'rejected');
    assert.deepEqual(found?.details, [`2026-11-29T10:00:00.000Z ${BASE}/twilio/message: no signature`]);
    assert.deepEqual(find(await look(), 'rejected'), ['ok', 'none']);
  });

  it('shows what Twilio reports about the webhooks of this account, and only that', async () => {
    start();
    const alert = (request_url: string) => ({
      error_code: '11200',
      request_url,
      date_generated: '2026-11-29T10:00:00Z',
    });
    const alerts = [
      alert(`${BASE}/twilio/message?x=1`),
      alert(`${BASE}/twilio/message`),
      alert('https://other.example.com/'),
    ];
    twilio.answers['/v1/Alerts'] = { alerts, meta: {} };
    const found = (await look()).find(({ check }) => check === 'alerts');
    assert.equal(found?.values?.['count'], '2');
    assert.deepEqual(found.details, [`11200 ${BASE}/twilio/message (2 ×, 2026-11-29T10:00:00Z)`]);
  });

  it('finds US numbers without a verified campaign', async () => {
    start();
    const service = `MG${'3'.repeat(32)}`;
    const { sid } = await twilio.number(US);
    twilio.answers['/v1/Services'] = {
      services: [{ sid: service, friendly_name: 'News', use_inbound_webhook_on_number: true }],
      meta: {},
    };
    twilio.answers[`/v1/Services/${service}/PhoneNumbers`] = { phone_numbers: [{ sid }], meta: {} };
    const campaigns = `/v1/Services/${service}/Compliance/Usa2p`;
    twilio.answers[campaigns] = 404;
    assert.deepEqual(find(await look(), 'a2p'), ['warning', 'missing']);
    twilio.answers[campaigns] = { compliance: [{ campaign_status: 'IN_PROGRESS' }], meta: {} };
    const pending = (await look()).find(({ check }) => check === 'a2p');
    assert.deepEqual(pending?.details, ['News: IN_PROGRESS']);
    twilio.answers[campaigns] = { compliance: [{ campaign_status: 'VERIFIED' }], meta: {} };
    assert.deepEqual(find(await look(), 'a2p'), ['ok', 'ok']);
  });

  it('finds toll-free numbers that are not verified', async () => {
    const number = '+18005550100';
    start({}, {}, [number]);
    const { sid } = await twilio.number(number);
    const verification = (status: string) => ({ tollfree_phone_number_sid: sid, status });
    const answer = (...statuses: string[]) => {
      twilio.answers['/v1/Tollfree/Verifications'] = { verifications: statuses.map(verification), meta: {} };
    };
    answer();
    assert.deepEqual(find(await look(), 'tollFree'), ['warning', 'missing']);
    answer('TWILIO_APPROVED', 'TWILIO_REJECTED');
    assert.deepEqual(find(await look(), 'tollFree'), ['ok', 'ok']);
    assert.equal(find(await look(), 'a2p'), undefined);
  });

  it('finds countries that are not enabled, although the account has a number there', async () => {
    start({}, {}, ['+442079460100']);
    const countries = (enabled: boolean) => {
      twilio.answers['/v1/Messaging/GeoPermissions'] = {
        permissions: [
          { country_code: 'US', prefix: '+1', enabled: true },
          { country_code: 'GB', prefix: '+44', enabled },
        ],
      };
      twilio.answers['/v1/DialingPermissions/Countries'] = {
        content: [
          { iso_code: 'US', country_codes: ['+1'], low_risk_numbers_enabled: true },
          { iso_code: 'GB', country_codes: ['+44'], low_risk_numbers_enabled: enabled },
        ],
        meta: {},
      };
    };
    countries(false);
    for (const check of ['geoMessages', 'geoCalls'] as const) {
      const found = (await look()).find((one) => one.check === check);
      assert.deepEqual([found?.text, found?.values?.['missing']], ['missing', 'GB'], check);
    }
    countries(true);
    for (const check of ['geoMessages', 'geoCalls'] as const)
      assert.deepEqual(find(await look(), check), ['note', 'some']);
  });

  it('says what could not be checked and why, and checks the rest', async () => {
    start();
    twilio.answers['/v1/Alerts'] = 404;
    twilio.answers['/v1/Services'] = 404;
    const findings = await look();
    assert.deepEqual(find(findings, 'alerts'), ['unknown', 'failed']);
    assert.deepEqual(find(findings, 'a2p'), ['unknown', 'failed']);
    assert.deepEqual(find(findings, 'credentials'), ['ok', 'ok']);
  });

  it('does not wait for a Twilio that does not answer', async () => {
    start();
    const subject = twilio.owner();
    const request = () => new Promise<never>(() => undefined);
    Object.assign(subject.account, { request });
    const findings = await look({ ...subject }, 50);
    assert.deepEqual(find(findings, 'alerts'), ['unknown', 'timeout']);
    assert.deepEqual(find(findings, 'publicUrl'), ['problem', 'missing']);
  });

  it('requests a simulated account only from the simulator', async () => {
    start({ environment: 'simulator' });
    const findings = await look({ publicUrl: undefined });
    assert.deepEqual(
      findings.map(({ check }) => check),
      ['credentials', 'token', 'publicUrl', 'webhooks', 'rejected'],
    );
  });

  it('has no sentence in the catalogue that no check uses, apart from those of the way in', () => {
    start();
    const all = Object.entries(strings.setup.finding).flatMap(([check, texts]) =>
      Object.keys(texts).map((text) => `${check}.${text}`),
    );
    const unused = all.filter((one) => !used.has(one) && !one.startsWith('roundTrip.'));
    assert.deepEqual(
      unused,
      ['geoMessages.none', 'geoCalls.none'].filter((one) => !used.has(one)),
    );
  });
});
