import { isEnded } from '../../lib/calls/call-end';
import { socketAddress } from '../../lib/calls/session/script-sender';
import { TwilioError } from '../../lib/errors/twilio-error';
import { accountOf, type AccountNode } from '../../lib/node-red/account-node';
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
 * @param account that has the call; by default it is found
 * @returns whether it was started: not when the call has ended
 * @throws {TwilioError} the error that Twilio returns
 */
export async function restartFork(
  red: Red,
  owner: Owner,
  call: StepCall,
  track: string,
  account?: AccountNode,
): Promise<boolean> {
  const node = account ?? accountFor(red, owner, call);
  const { url, parameters } = socketAddress(hubOf(red, node).sessions.ports, 'stream', { nodeId: owner.id });
  const named = Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value], index) => [
      [`parameter${index + 1}.name`, name],
      [`parameter${index + 1}.value`, value],
    ]),
  );
  try {
    await node.account.requestResource('CALL_FAILED', (client) =>
      client.calls(call.callSid).streams.create({ url, track: track as 'inbound_track', ...named }),
    );
    return true;
  } catch (error) {
    if (await hasEnded(node, call)) return false;
    throw error;
  }
}

/** Whether a call is over, or the account does not have it any more. */
async function hasEnded({ account }: AccountNode, { callSid }: StepCall): Promise<boolean> {
  try {
    const { status } = await account.fetchResource('CALL_FAILED', (client) => client.calls(callSid).fetch());
    return isEnded(status);
  } catch (error) {
    return error instanceof TwilioError && error.code === 'NOT_FOUND';
  }
}
