/** Pending responses, and requests over real HTTP. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { PendingResponses } from '../../../lib/webhooks/pending-responses';
import { startPairs, type Pair } from '../../support/http';

export const HELLO = '<Response><Message>Hello</Message></Response>';

/** The document of a response. It must be TwiML with status 200. */
export async function textOf({ answer }: Pair): Promise<string> {
  const { status, text, headers } = await answer;
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/xml');
  return text;
}

/** The pending responses of an account. */
export class PendingScene {
  pending = new PendingResponses();

  private constructor(readonly pairs: Awaited<ReturnType<typeof startPairs>>) {}

  static async start(): Promise<PendingScene> {
    return new PendingScene(await startPairs());
  }

  /** A request that is claimed as it comes in. */
  async claim(keys: string[], sid?: string): Promise<Pair & { first: boolean }> {
    const pair = await this.pairs.open();
    return { ...pair, first: this.pending.claim(keys, sid, pair.response) };
  }

  async close(): Promise<void> {
    mock.timers.reset();
    this.pending.close();
    await this.pairs.close();
  }
}
