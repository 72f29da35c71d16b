import { isObject, textMember } from '../../validation/objects';

/**
 * A message of ConversationRelay. A type that Twilio has added since is `other`.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
 */
export type FromTwilio =
  | { type: 'setup'; sessionId: string; raw: RawMessage }
  /** What the caller said. `last` is false for a partial result, which the next one replaces. */
  | { type: 'prompt'; text: string; lang: string | undefined; last: boolean; raw: RawMessage }
  | { type: 'dtmf'; digit: string; raw: RawMessage }
  /** The caller spoke or pressed a key while the assistant was speaking. */
  | { type: 'interrupt'; heard: string | undefined; afterMs: number | undefined; raw: RawMessage }
  | { type: 'error'; description: string; raw: RawMessage }
  | { type: 'info'; name: string; value: unknown; raw: RawMessage }
  | { type: 'other'; name: string; raw: RawMessage }
  /** Not a message at all. `reason` is for the log and does not contain the text. */
  | { type: 'invalid'; reason: string };

/** A message as Twilio sent it. */
export type RawMessage = Readonly<Record<string, unknown>>;

/** A number, also as a text: Twilio's pages show both. */
function numberMember(value: object, name: string): number | undefined {
  const found: unknown = Reflect.get(value, name);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function optionalText(value: object, name: string): string | undefined {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** Reads a message. It never throws. */
export function readFromTwilio(text: string): FromTwilio {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { type: 'invalid', reason: 'it is not JSON' };
  }
  if (!isObject(raw)) return { type: 'invalid', reason: 'it is not a JSON object' };
  const type = textMember(raw, 'type');
  switch (type) {
    case '':
      return { type: 'invalid', reason: 'it has no type' };
    case 'setup':
      return { type, sessionId: textMember(raw, 'sessionId'), raw };
    case 'prompt':
      return {
        type,
        text: textMember(raw, 'voicePrompt').trim(),
        lang: optionalText(raw, 'lang'),
        // Without partial prompts, every prompt is whole.
        last: raw['last'] !== false,
        raw,
      };
    case 'dtmf':
      return { type, digit: textMember(raw, 'digit'), raw };
    case 'interrupt':
      return {
        type,
        heard: optionalText(raw, 'utteranceUntilInterrupt'),
        afterMs: numberMember(raw, 'durationUntilInterruptMs'),
        raw,
      };
    case 'error':
      return { type, description: textMember(raw, 'description'), raw };
    case 'info':
      return { type, name: textMember(raw, 'name'), value: raw['value'], raw };
    default:
      return { type: 'other', name: type, raw };
  }
}
