import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MemoryStore } from '../../../../lib/store/memory-store';
import { CALL, createWorld, type Happened, type World } from './call-world';

/** What can happen to a call, in any order. */
type Event =
  | { kind: 'begin' }
  | { kind: 'say'; node: string }
  | { kind: 'wait'; node: string }
  | { kind: 'hang-up' }
  | { kind: 'come-back'; isOver: boolean }
  | { kind: 'repeat'; back: number }
  | { kind: 'deadline' }
  | { kind: 'pass'; ms: number }
  | { kind: 'ended' }
  | { kind: 'redeploy'; removed: string | undefined };

const node = fc.constantFrom('a', 'b', 'c');

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'begin' } as const) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('say' as const), node }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), node }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'hang-up' } as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('come-back' as const),
      isOver: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.boolean()),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const), back: fc.integer({ min: 0, max: 4 }) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'deadline' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(10, 50, 2000, 30_000) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'ended' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('redeploy' as const),
      removed: fc.option(node, { nil: undefined, freq: 2 }),
    }),
  },
);

/** Plays an event. @returns the message that waits from now on */
async function play(world: World, given: Event, message: string): Promise<string | undefined> {
  const accept = (work: Promise<void>) =>
    work.then(
      () => true,
      () => false,
    );
  switch (given.kind) {
    case 'begin':
      if (world.documents.length === 0) world.begin();
      return undefined;
    case 'say':
      await accept(world.append(given.node, '<Say>x</Say>', 'said'));
      return undefined;
    case 'wait':
      return (await accept(world.wait(given.node, message))) ? message : undefined;
    case 'hang-up':
      await accept(world.end('d', '<Hangup/>'));
      return undefined;
    case 'come-back':
      if (/step\?node/.test(world.last())) {
        await world.comeBack(given.isOver ? { CallStatus: 'completed' } : {});
      }
      return undefined;
    case 'repeat': {
      const old = world.documents.at(-1 - given.back)?.text.match(/step\?node=([^&]+)&amp;n=(\d+)/);
      if (old?.[1] !== undefined) await world.request(old[1], Number(old[2]));
      return undefined;
    }
    case 'deadline':
      if (world.isOpen) world.deadline();
      return undefined;
    case 'pass':
      world.pass(given.ms);
      return undefined;
    case 'ended':
      world.isOver = true;
      await world.sessions.callEnded(CALL);
      return undefined;
    case 'redeploy':
      if (given.removed !== undefined) world.removed.add(given.removed);
      world.sessions.redeployed();
      return undefined;
  }
}

describe('the session of a live call, for any order of events', () => {
  for (const hasStore of [false, true]) {
    for (const hasResultAfterHangUp of [false, true]) {
      const what = `${hasStore ? 'with' : 'without'} a store, ${hasResultAfterHangUp ? 'with' : 'without'} results after a hang-up`;
      it(`lets every message that waits leave once, or reports it: ${what}`, async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
            const world = createWorld({ hasResultAfterHangUp, ...(hasStore ? { store: new MemoryStore() } : {}) });
            const waited: string[] = [];
            for (const [index, one] of events.entries()) {
              const message = await play(world, one, `message ${index}`);
              if (message !== undefined) waited.push(message);
            }
            world.isOver = true;
            await world.sessions.callEnded(CALL);
            world.pass(60_000);
            await new Promise(setImmediate);
            // The message of a node that was removed has nobody who could report it, besides the log.
            const isLogged = world.warnings.length > 0 || world.removed.size > 0;
            for (const message of waited) {
              // A flow that reaches no further step is reported with the message that has left before.
              const isIt = ({ msg, code }: Happened) => msg === message && code !== 'DEADLINE_MISSED';
              const count = world.happened.filter(isIt).length;
              assert.ok(count === 1 || (count === 0 && isLogged), `${message} happened ${count} times`);
            }
            assert.equal(world.sessions.size, 0);
            for (const name of ['a', 'b', 'c']) assert.equal(world.sessions.waitingIn(name), 0);
          }),
          { numRuns: 500 },
        );
      });
    }
  }
});
