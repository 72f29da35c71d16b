import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ActivityLog } from '../../../lib/activity/activity-log';
import type { ActivityEntry, NewEntry } from '../../../lib/activity/entry';
import { detailOf, rowOf } from '../../../lib/activity/rows';
import { withoutInput, withoutSecrets } from '../../../lib/activity/secrets';

const LIMITS = { entries: 20, bytes: 40_000, unauthorized: 5 };

const webhook = (params: Record<string, string> = {}): NewEntry => ({ type: 'webhook', what: 'message', params });

const same = (text: string): string => text;

describe('the activity of an account', () => {
  it('keeps the newest entries, and never more than its limits', () => {
    const step = fc.oneof(
      fc.record({ is: fc.constant('add' as const), size: fc.nat(3000), isSigned: fc.boolean() }),
      fc.record({ is: fc.constant('change' as const), size: fc.nat(9000), isSigned: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const log = new ActivityLog(LIMITS);
        const added: ActivityEntry[] = [];
        for (const { is, size, isSigned } of steps) {
          const last = added.at(-1);
          if (is === 'add') added.push(log.add(webhook({ Body: 'a'.repeat(size) }), isSigned));
          else if (last !== undefined) log.change(last, { answer: 'b'.repeat(size) });
          assert.ok(log.size <= LIMITS.entries + LIMITS.unauthorized);
          assert.ok(log.bytes <= LIMITS.bytes + LIMITS.bytes / 8);
        }
        const ids = log.list().map(({ id }) => id);
        assert.deepEqual(
          ids,
          [...ids].sort((a, b) => a - b),
        );
        // What is small enough is there as long as nothing newer has pushed it out.
        if (added.length > 0 && log.size > 0) assert.ok(ids.every((id) => added.some((entry) => entry.id === id)));
        assert.equal(log.bytes === 0, log.size === 0);
      }),
    );
  });

  it('does not let unsigned requests displace the others', () => {
    const log = new ActivityLog(LIMITS);
    const signed = log.add(webhook());
    for (let count = 0; count < 1000; count += 1) log.add(webhook(), false);
    assert.equal(log.get(signed.id), signed);
    assert.equal(log.size, 1 + LIMITS.unauthorized);
  });

  it('finds an entry by its id, and nothing by what is not an id', () => {
    const log = new ActivityLog(LIMITS);
    for (let count = 0; count < 100; count += 1) log.add(webhook(), count % 3 > 0);
    for (const entry of log.list()) assert.equal(log.get(entry.id), entry);
    for (const id of [0, 1, 101, 99.5, Number.NaN]) assert.equal(log.get(id), undefined, String(id));
  });

  it('keeps a huge entry without its parameters', () => {
    const log = new ActivityLog();
    const { id } = log.add(webhook({ Body: 'a'.repeat(300_000) }));
    assert.equal(log.get(id)?.params, undefined);
    const form = log.add({ type: 'webhook', what: 'message', form: `Body=${'a'.repeat(300_000)}` });
    assert.equal(log.get(form.id)?.form, undefined);
  });

  it('notifies listeners of changes, and stops afterwards', () => {
    const log = new ActivityLog(LIMITS);
    const told: number[] = [];
    assert.equal(log.isWatched, false);
    const stop = log.watch(({ id }) => told.push(id));
    const entry = log.add(webhook());
    log.change(entry, { status: 200 });
    stop();
    log.add(webhook());
    assert.deepEqual(told, [1, 1]);
  });
});

describe('what is shown of the activity', () => {
  const entry: ActivityEntry = {
    id: 1,
    at: 0,
    type: 'webhook',
    what: 'message',
    text: `token ${'x'.repeat(200)}`,
    problem: 'token',
    params: { Body: 'my token', MediaUrl: ['token', 'b'] },
    answer: '<Sip username="a" password="b&amp;c">sip:a@example.com</Sip><Sip password=\'d\'>',
  };
  const redact = (text: string): string => text.replaceAll('token', '***');

  it('has no secrets, in a row', () => {
    const row = rowOf(entry, redact);
    assert.doesNotMatch(JSON.stringify(row), /token/);
    assert.equal(row.text?.length, 120);
    assert.equal('params' in row, false);
    assert.equal(row.canReplay, true);
  });

  it('has no secrets, in the details', () => {
    const detail = detailOf(entry, redact);
    assert.doesNotMatch(JSON.stringify(detail), /token|b&amp;c|'d'/);
    assert.deepEqual(detail.params, { Body: 'my ***', MediaUrl: ['***', 'b'] });
    assert.match(detail.answer ?? '', /username="a" password="\*\*\*">sip:/);
  });

  it('has the parameters of a form, without secrets, and not the form itself', () => {
    const detail = detailOf({ ...entry, params: undefined, form: 'Body=my+token&MediaUrl=token&MediaUrl=b' }, redact);
    assert.deepEqual(detail.params, { Body: 'my ***', MediaUrl: ['***', 'b'] });
    assert.equal('form' in detail, false);
    assert.equal(detail.canReplay, true);
  });

  it('cannot be replayed when it is a step, unauthorized, or no webhook', () => {
    for (const other of [{ what: 'step' }, { url: 'https://example.com' }, { type: 'request' as const }]) {
      assert.equal(rowOf({ ...entry, ...other }, same).canReplay, undefined);
    }
  });

  it('has no keys and codes that a request sends', () => {
    const data = {
      SendDigits: '1234',
      Code: '5678',
      sipAuthPassword: 'p',
      Body: 'hi',
      To: ['+1', '+2'],
      From: undefined,
    };
    assert.deepEqual(withoutSecrets(data), {
      SendDigits: '***',
      Code: '***',
      sipAuthPassword: '***',
      Body: 'hi',
      To: ['+1', '+2'],
    });
  });

  it('has nothing that a caller enters in a sensitive step', () => {
    assert.deepEqual(
      withoutInput({ Digits: '1234', SpeechResult: 'my pin', CallStatus: 'in-progress', Confidence: '' }),
      {
        Digits: '***',
        SpeechResult: '***',
        CallStatus: 'in-progress',
        Confidence: '',
      },
    );
  });
});
