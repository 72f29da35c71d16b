import { TwilioError } from '../errors/twilio-error';
import { preview } from '../validation/objects';
import { characterCount, MAX_BODY_LENGTH } from '../validation/message-body';
import { stripUnsendableChars } from '../validation/unsendable-chars';
import { isWebAddress, MAX_MEDIA, splitWebAddresses } from '../validation/web-address';

/** The text and the media URLs of a message, checked. */
export interface Content {
  body?: string;
  mediaUrl?: string[];
}

function bodyOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      if (!Number.isNaN(value)) return String(value);
      throw new TwilioError('INVALID_MESSAGE', 'The text of the message is NaN, the result of a failed calculation', {
        hint: 'Check the calculation: one of its values is not a number.',
      });
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'undefined':
      return '';
    default:
      if (value === null) return '';
      throw new TwilioError('INVALID_MESSAGE', 'The text of the message is an object', {
        hint: 'Convert it to text first, with a template, JSON or change node.',
      });
  }
}

function mediaOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const urls = list.flatMap((item) => (typeof item === 'string' ? splitWebAddresses(item) : [item]));
  if (urls.length > MAX_MEDIA) {
    throw new TwilioError(
      'INVALID_MESSAGE',
      `The message has ${urls.length} media files, but Twilio accepts at most ${MAX_MEDIA}`,
      {
        hint: 'Send the rest in another message.',
      },
    );
  }
  return urls.map((url) => {
    if (typeof url === 'string' && isWebAddress(url)) return url;
    throw new TwilioError('INVALID_MESSAGE', `The media ${preview(url)} is not a valid URL`, {
      hint: 'Enter a public http or https URL, or several separated by commas. Twilio downloads the files from there.',
    });
  });
}

/**
 * Checks the text and the media URLs of a message.
 * @param body a text, number or boolean, or empty for none
 * @param media up to {@link MAX_MEDIA} URLs: a list, or a text separated by commas
 * @param hasOther whether the message has other content, such as a template
 * @throws {TwilioError} `INVALID_MESSAGE` or `MESSAGE_TOO_LARGE`
 */
export function messageContent(body: unknown, media: unknown, hasOther = false): Content {
  const text = stripUnsendableChars(bodyOf(body));
  const mediaUrl = mediaOf(media);
  const length = characterCount(text);
  if (text.trim() === '' && mediaUrl.length === 0 && !hasOther) {
    throw new TwilioError('INVALID_MESSAGE', 'The message is empty', { hint: 'Enter a text or a media URL.' });
  }
  if (length > MAX_BODY_LENGTH) {
    throw new TwilioError(
      'MESSAGE_TOO_LARGE',
      `The text has ${length} characters, but Twilio accepts at most ${MAX_BODY_LENGTH}`,
      {
        hint: 'Shorten it, or send it in parts.',
      },
    );
  }
  return { ...(text === '' ? {} : { body: text }), ...(mediaUrl.length === 0 ? {} : { mediaUrl }) };
}
