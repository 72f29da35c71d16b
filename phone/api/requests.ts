import { withChannel } from '../model/address';
import { whatsAppParts, type TextMessage } from '../model/message';
import type { Draft } from '../state/phone-state';
import { t } from '../text/locale';
import { endpointUrl, postJson, withAuthorization } from './http';
import { readError, readMessage } from './readers';

/** A message that could not be sent. The text of the error is shown to the user. */
export class SendError extends Error {
  constructor(
    message: string,
    /** There was no response, so the message may have arrived. */
    readonly deliveryUnknown: boolean,
  ) {
    super(message);
  }
}

/** Sends a message to the flow. Resolves after the flow's webhook has answered; throws a {@link SendError}. */
export async function sendMessage(draft: Draft): Promise<TextMessage> {
  const { body, media, channel } = draft;
  let response: Response;
  let json: unknown;
  try {
    response = await postJson('messages', {
      from: withChannel(channel, draft.from),
      to: withChannel(channel, draft.to),
      body,
      channel,
      ...(media.length > 0 ? { media } : {}),
      ...whatsAppParts(draft),
    });
    json = await response.json().catch(() => undefined);
  } catch {
    throw new SendError(t.noResponse, true);
  }
  if (response.status === 401) throw new SendError(t.unauthorized, false);
  const message = response.ok ? readMessage(json) : undefined;
  if (!message) throw new SendError(readError(json) || t.httpStatus(response.status), false);
  return message;
}

/** Marks a WhatsApp message of the flow as read. Rejects when the request fails. */
export async function markRead(sid: string): Promise<void> {
  const response = await postJson(`messages/${encodeURIComponent(sid)}/read`, {});
  if (!response.ok) throw new Error(t.httpStatus(response.status));
}

/** Downloads a file from the simulator by its media SID. Rejects when the request fails. */
export async function fetchFile(sid: string): Promise<Blob> {
  const url = endpointUrl(`files/${encodeURIComponent(sid)}`);
  const response = await fetch(url, { headers: withAuthorization({}) });
  if (!response.ok) throw new Error(t.httpStatus(response.status));
  return response.blob();
}
