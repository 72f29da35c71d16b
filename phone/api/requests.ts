import { addressOn } from '../model/address';
import { partsOf, type TextMessage } from '../model/message';
import type { Draft } from '../state/phone-state';
import { t } from '../text/locale';
import { address, headers } from './http';
import { readError, readMessage } from './readers';

/** A text that did not reach the flow, in words for the person. */
export class SendError extends Error {
  constructor(
    message: string,
    /** The answer was lost: the text may have arrived. */
    readonly unsure: boolean,
  ) {
    super(message);
  }
}

/** Texts a number of the account. Resolves once the flow's webhook has answered; throws a {@link SendError}. */
export async function sendMessage(draft: Draft): Promise<TextMessage> {
  const { body, media, channel } = draft;
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(address('messages'), {
      method: 'POST',
      headers: headers({ 'Content-Type': 'application/json' }),
      body: JSON.stringify({
        from: addressOn(channel, draft.from),
        to: addressOn(channel, draft.to),
        body,
        channel,
        ...(media.length > 0 ? { media } : {}),
        ...partsOf(draft),
      }),
    });
    answer = await response.json().catch(() => undefined);
  } catch {
    throw new SendError(t.noAnswer, true);
  }
  if (response.status === 401) throw new SendError(t.login, false);
  const message = response.ok ? readMessage(answer) : undefined;
  if (!message) throw new SendError(readError(answer) || t.httpStatus(response.status), false);
  return message;
}

/** Tells the flow that the person has read its WhatsApp message. Rejects when that did not get there. */
export async function markRead(sid: string): Promise<void> {
  const response = await fetch(address(`messages/${encodeURIComponent(sid)}/read`), {
    method: 'POST',
    headers: headers({ 'Content-Type': 'application/json' }),
    body: '{}',
  });
  if (!response.ok) throw new Error(t.httpStatus(response.status));
}

/** A file that the simulator holds itself, by the SID of its media. Rejects when it is not there. */
export async function fetchFile(sid: string): Promise<Blob> {
  const response = await fetch(address(`files/${encodeURIComponent(sid)}`), { headers: headers({}) });
  if (!response.ok) throw new Error(t.httpStatus(response.status));
  return response.blob();
}
