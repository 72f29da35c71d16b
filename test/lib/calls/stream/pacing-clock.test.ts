import assert from 'node:assert/strict';
import sinon from 'sinon';
import { pacingClock, SLOT_MS } from '../../../../lib/calls/stream/pacing-clock';

describe('the clock of all streams', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => {
    // Nothing is left for another test.
    clock.tick(1000);
    clock.restore();
  });

  it('wakes each at its time or slightly later, in order, with one timer', () => {
    const woken: [wanted: number, at: number][] = [];
    for (const ms of [37, 3, 20, 4, 0.5, 90]) {
      pacingClock.after(ms, () => woken.push([ms, pacingClock.now()]));
      assert.equal(clock.countTimers(), 1);
    }
    clock.tick(200);
    assert.deepEqual(
      woken.map(([wanted]) => wanted),
      [3, 4, 0.5, 20, 37, 90],
    );
    for (const [wanted, at] of woken) assert.ok(at >= wanted && at <= wanted + SLOT_MS, `${at} instead of ${wanted}`);
    assert.equal(clock.countTimers(), 0);
  });

  it('keeps the pace of one that asks again and again', () => {
    const at: number[] = [];
    const next = 20;
    const again = (count: number): void => {
      if (count === 0) return;
      pacingClock.after(at.length === 0 ? 7 : (at[0] ?? 0) + at.length * next - pacingClock.now(), () => {
        at.push(pacingClock.now());
        again(count - 1);
      });
    };
    again(50);
    clock.tick(2000);
    assert.equal(at.length, 50);
    assert.ok(at.every((time, index) => time === (at[0] ?? 0) + index * next));
  });

  it('does not wake what was cancelled, also by another that is woken with it', () => {
    const woken: string[] = [];
    let cancelSecond = (): void => undefined;
    pacingClock.after(10, () => {
      woken.push('first');
      cancelSecond();
    });
    cancelSecond = pacingClock.after(10, () => woken.push('second'));
    pacingClock.after(10, () => woken.push('third'));
    pacingClock.after(30, () => woken.push('never'))();
    clock.tick(100);
    assert.deepEqual(woken, ['first', 'third']);
  });

  it('takes what is added while others are woken', () => {
    const woken: number[] = [];
    pacingClock.after(5, () => {
      pacingClock.after(0, () => woken.push(pacingClock.now()));
    });
    clock.tick(4 + SLOT_MS + 1);
    clock.tick(SLOT_MS);
    assert.equal(woken.length, 1);
  });
});
