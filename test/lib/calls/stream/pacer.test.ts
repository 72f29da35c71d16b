import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FRAME_MS, LEAD_MS, MAX_QUEUE_MS, MAX_QUEUED_MARKS, Pacer } from '../../../../lib/calls/stream/pacer';

/** A clock whose timers are late, by what the test says. */
function lateClock(lateness: () => number) {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    now: () => now,
    after(ms: number, run: () => void) {
      const timer = { at: now + Math.ceil(ms) + lateness(), run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    /** Runs what is due until then. */
    pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.at - b.at);
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        now = next.at;
        next.run();
      }
      now = end;
    },
  };
}

function paced(lateness: () => number = () => 0) {
  const clock = lateClock(lateness);
  const pacer = new Pacer(clock);
  const sent: { at: number; audio?: Buffer; mark?: string }[] = [];
  const output = {
    frame: (audio: Buffer) => sent.push({ at: clock.now(), audio }),
    mark: (mark: string) => sent.push({ at: clock.now(), mark }),
  };
  const audio = () => Buffer.concat(sent.flatMap((one) => (one.audio === undefined ? [] : [one.audio])));
  return { clock, pacer, sent, output, audio };
}

const ms = (duration: number) => Buffer.alloc(duration * 8, 1);

describe('the pace of a stream', () => {
  it('goes on in another stream with what was not played, and with the marks that did not come back', () => {
    const first = paced();
    first.pacer.start(first.output);
    for (const name of ['back', 'lost']) {
      first.pacer.add(ms(40));
      first.pacer.mark(name);
    }
    first.pacer.add(ms(1000));
    first.pacer.mark('waits');
    first.pacer.returned('back');
    first.pacer.returned('unknown');
    const { unplayed } = first.pacer;
    first.pacer.stop();
    assert.deepEqual(
      first.pacer.unplayed.filter((one) => 'audio' in one),
      [],
    );
    const second = paced();
    second.pacer.resume(unplayed);
    second.pacer.start(second.output);
    second.clock.pass(2000);
    assert.equal(first.audio().length + second.audio().length, 1080 * 8);
    assert.deepEqual(
      second.sent.flatMap(({ mark }) => mark ?? []),
      ['lost', 'waits'],
    );
    assert.equal(second.sent[0]?.mark, 'lost');
  });

  it('is that of the audio, slightly ahead, even when timers are late', () => {
    const { clock, pacer, sent, output } = paced(() => 7);
    pacer.start(output);
    pacer.add(ms(10_000));
    for (let second = 1; second <= 9; second += 1) {
      clock.pass(1000);
      const sentMs = sent.length * FRAME_MS;
      const behind = clock.now() + LEAD_MS - sentMs;
      assert.ok(behind >= 0 && behind <= FRAME_MS + 7, `${behind} ms behind after ${second} s`);
    }
    clock.pass(2000);
    assert.equal(sent.length, 500);
  });

  it('starts anew when the audio was late, without a burst', () => {
    const { clock, pacer, sent, output } = paced();
    pacer.start(output);
    pacer.add(ms(100));
    clock.pass(60_000);
    const before = sent.length;
    pacer.add(ms(2000));
    clock.pass(1000);
    const sentMs = (sent.length - before) * FRAME_MS;
    assert.ok(sentMs >= 1000 + LEAD_MS && sentMs <= 1000 + LEAD_MS + FRAME_MS, `${sentMs} ms`);
  });

  it('sends a rest only when nothing comes to fill it', () => {
    const { clock, pacer, sent, output } = paced();
    pacer.start(output);
    pacer.add(ms(50));
    assert.deepEqual(
      sent.map(({ audio }) => audio?.length),
      [160, 160],
    );
    clock.pass(15);
    pacer.add(ms(10));
    assert.equal(sent.length, 3);
    pacer.add(ms(5));
    clock.pass(100);
    assert.deepEqual(
      sent.map(({ audio }) => audio?.length),
      [160, 160, 160, 40],
    );
  });

  it('sends a mark behind its audio, and all of them when it is cleared', () => {
    const { clock, pacer, sent, output } = paced();
    pacer.mark('before');
    pacer.add(ms(400));
    pacer.mark('after');
    pacer.start(output);
    assert.equal(sent[0]?.mark, 'before');
    assert.equal(sent.at(-1)?.mark, undefined);
    clock.pass(400);
    assert.equal(sent.at(-1)?.mark, 'after');
    pacer.add(ms(5000));
    pacer.mark('cleared');
    pacer.clear();
    assert.equal(sent.at(-1)?.mark, 'cleared');
    const count = sent.length;
    clock.pass(10_000);
    assert.equal(sent.length, count);
    assert.equal(pacer.queuedMs, 0);
  });

  it('has bounds', () => {
    const { pacer } = paced();
    assert.equal(pacer.add(ms(MAX_QUEUE_MS)), true);
    assert.equal(pacer.add(ms(1)), false);
    assert.equal(pacer.queuedMs, MAX_QUEUE_MS);
    for (let count = 0; count < MAX_QUEUED_MARKS; count += 1) assert.equal(pacer.mark('m'), true);
    assert.equal(pacer.mark('m'), false);
  });

  it('stops for good', () => {
    const { clock, pacer, sent, output } = paced();
    pacer.start(output);
    pacer.add(ms(1000));
    pacer.stop();
    const count = sent.length;
    pacer.add(ms(1000));
    clock.pass(5000);
    assert.equal(sent.length, count);
  });

  it('neither loses nor repeats audio, for any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ bytes: fc.uint8Array({ maxLength: 700 }), wait: fc.nat(80) }), { maxLength: 40 }),
        fc.nat(30),
        (pieces, late) => {
          const { clock, pacer, sent, output, audio } = paced(() => late);
          pacer.start(output);
          for (const { bytes, wait } of pieces) {
            pacer.add(Buffer.from(bytes));
            clock.pass(wait);
          }
          clock.pass(60_000);
          assert.deepEqual(audio(), Buffer.concat(pieces.map(({ bytes }) => bytes)));
          assert.ok(sent.every((one) => (one.audio?.length ?? 1) > 0 && (one.audio?.length ?? 1) <= 160));
        },
      ),
    );
  });
});
