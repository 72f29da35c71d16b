import { endpointUrl, withAuthorization } from './http';

const AUDIO_TYPE = 'audio/basic';

function audioUrl(callSid: string): URL {
  return endpointUrl(`calls/${encodeURIComponent(callSid)}/audio`);
}

/** Sends a piece of the microphone's audio: μ-law at 8000 Hz. Rejects when there is no response. */
export async function sendAudio(callSid: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await fetch(audioUrl(callSid), {
    method: 'POST',
    headers: withAuthorization({ 'Content-Type': AUDIO_TYPE }),
    body: bytes,
  });
}

/**
 * Reads what the person hears of streams until the end of the call: μ-law at 8000 Hz. Rejects when the connection is lost or
 * aborted, and for an error response.
 */
export async function hearAudio(
  callSid: string,
  onAudio: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(audioUrl(callSid), { headers: withAuthorization({}), cache: 'no-store', signal });
  if (!response.ok || !response.body) throw new Error(`HTTP ${String(response.status)}`);
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onAudio(value);
  }
}
