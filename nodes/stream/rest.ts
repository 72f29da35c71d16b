import { socketAddress } from '../../lib/calls/session/script-sender';
import { accountOf } from '../../lib/node-red/account-node';
import type { Red } from '../../lib/node-red/red';
import { accountOfCall, type StepCall } from '../../lib/node-red/step-call';
import { hubOf } from '../../lib/node-red/step-hub';

/** The node, as far as it says which account to use. */
interface Owner {
  id: string;
  account?: string;
}

const accountFor = (red: Red, { account }: Owner, call: StepCall) =>
  accountOfCall(call, accountOf(red, account), account !== undefined && account !== '');

/**
 * Stops a listening stream. Twilio then closes its socket.
 * https://www.twilio.com/docs/voice/api/stream-resource#update-a-stream-resource
 * @throws {TwilioError} the error that Twilio returns
 */
export async function stopFork(red: Red, owner: Owner, call: StepCall, streamSid: string): Promise<void> {
  await accountFor(red, owner, call).account.requestResource('CALL_FAILED', (client) =>
    client.calls(call.callSid).streams(streamSid).update({ status: 'stopped' }),
  );
}

/**
 * Starts a listening stream again, in a call that goes on.
 * https://www.twilio.com/docs/voice/api/stream-resource#create-a-stream-resource
 * @throws {TwilioError} the error that Twilio returns
 */
export async function restartFork(red: Red, owner: Owner, call: StepCall, track: string): Promise<void> {
  const node = accountFor(red, owner, call);
  const { url, parameters } = socketAddress(hubOf(red, node).sessions.ports, 'stream', { nodeId: owner.id });
  const named = Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value], index) => [
      [`parameter${index + 1}.name`, name],
      [`parameter${index + 1}.value`, value],
    ]),
  );
  await node.account.requestResource('CALL_FAILED', (client) =>
    client.calls(call.callSid).streams.create({ url, track: track as 'inbound_track', ...named }),
  );
}
