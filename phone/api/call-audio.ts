import { t } from '../text/locale';
import { endpointUrl, withAuthorization } from './http';
import { readError } from './readers';

const AUDIO_TYPE = 'audio/basic';

function audioUrl(callSid: string): URL {
  return endpointUrl(`calls/${encodeURIComponent(callSid)}/audio`);
}

/** Requests the audio of a call. Rejects with an Error whose message is shown to the user. */
async function request(callSid: string, init: RequestInit, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(audioUrl(callSid), { ...init, headers: withAuthorization(headers) }).catch(() => {
    throw new Error(t.noResponse);
  });
  if (response.ok) return response;
  if (response.status === 401) throw new Error(t.unauthorized);
  const json: unknown = await response.json().catch(() => undefined);
  throw new Error(readError(json) || t.httpStatus(response.status));
}

/**
 * Sends a piece of the microphone's audio: μ-law at 8000 Hz. Rejects, with an Error whose message is shown to the user, without
 * a response and for an error response.
 */
export async function sendAudio(callSid: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await request(callSid, { method: 'POST', body: bytes }, { 'Content-Type': AUDIO_TYPE });
}

/**
 * Reads what the person hears of streams until the end of the call: μ-law at 8000 Hz. Rejects when the connection is lost or
 * aborted, and for an error response. The message of the Error is shown to the user.
 */
export async function hearAudio(
  callSid: string,
  onAudio: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): Promise<void> {
  const { body } = await request(callSid, { cache: 'no-store', signal });
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read().catch(() => {
      throw new Error(t.noResponse);
    })) ?? { done: true, value: undefined };
    if (done) return;
    onAudio(value);
  }
}
