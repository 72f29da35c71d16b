import { t } from '../text/locale';
import { readCall } from './call-readers';
import { postJson } from './http';
import { readError } from './readers';

/** Sends a request about a call. Rejects with an error whose message is shown to the user. */
async function post(endpoint: string, body: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await postJson(endpoint, body);
  } catch {
    throw new Error(t.noResponse);
  }
  const json: unknown = await response.json().catch(() => undefined);
  if (response.status === 401) throw new Error(t.unauthorized);
  if (!response.ok) throw new Error(readError(json) || t.httpStatus(response.status));
  return json;
}

function action(sid: string, name: string): string {
  return `calls/${encodeURIComponent(sid)}/${name}`;
}

/**
 * Calls a number of the account. Resolves with the call's SID after the flow's webhook has answered. Rejects with an Error
 * whose message is shown to the user.
 */
export async function placeCall(from: string, to: string): Promise<string> {
  const call = readCall(await post('calls', { from, to }));
  if (!call) throw new Error(t.noResponse);
  return call.sid;
}

/** Presses keys: `0` to `9`, `*` and `#`. Rejects as {@link placeCall}. */
export async function pressKeys(sid: string, digits: string): Promise<void> {
  await post(action(sid, 'digits'), { digits });
}

/** The person says something. Rejects as {@link placeCall}. */
export async function sendSpeech(sid: string, text: string): Promise<void> {
  await post(action(sid, 'speech'), { text });
}

/**
 * - `answer`: answers the ringing phone.
 * - `hangup`: ends the call, or declines it.
 * - `ring`: the phone rings until the person answers, or until the timeout.
 * - `speaking`: the person begins to speak. The words follow.
 *
 * Rejects as {@link placeCall}.
 */
export async function actOnCall(sid: string, name: 'answer' | 'hangup' | 'ring' | 'speaking'): Promise<void> {
  await post(action(sid, name), {});
}
