import { TwilioError } from '../errors/twilio-error';
import { preview } from '../validation/objects';
import { stripUnsendableChars } from '../validation/unsendable-chars';

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message */
export const MAX_BODY_LENGTH = 1600;
/** The most media that one message can hold. */
export const MAX_MEDIA = 10;

/** The text and the media of a message, checked. */
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
      throw new TwilioError(
        'INVALID_MESSAGE',
        'The text of the message is the result of a calculation that failed (NaN)',
        {
          hint: 'Look at what the text is made of: something in it is no number.',
        },
      );
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'undefined':
      return '';
    default:
      if (value === null) return '';
      throw new TwilioError('INVALID_MESSAGE', 'The text of the message is an object', {
        hint: 'Make a text of it first, with a template, a JSON or a change node.',
      });
  }
}

/** The web addresses in a text, with commas or white space between. A comma inside an address stays. */
function addressesIn(text: string): string[] {
  const list = text.trim().replace(/[\s,]+$/, '');
  return list === '' ? [] : list.split(/[\s,]+(?=[a-z]+:\/\/)/i);
}

function mediaOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const urls = list.flatMap((item) => (typeof item === 'string' ? addressesIn(item) : [item]));
  if (urls.length > MAX_MEDIA) {
    throw new TwilioError('INVALID_MESSAGE', `The message has ${urls.length} media; Twilio takes ${MAX_MEDIA}`, {
      hint: 'Send the rest in a message of its own.',
    });
  }
  return urls.map((url) => {
    if (typeof url === 'string' && /^https?:\/\/\S+$/i.test(url) && URL.canParse(url)) return url;
    throw new TwilioError('INVALID_MESSAGE', `The media ${preview(url)} is no web address`, {
      hint: 'Twilio fetches media by itself: give a public http or https URL, or several with commas between.',
    });
  });
}

/**
 * The content of a message, checked before any network is touched.
 * @param body a text, number or boolean; anything empty means none
 * @param media up to 10 URLs: a list, or a text with commas between
 * @param other whether the message has content of another kind, such as a template
 * @throws {TwilioError} `INVALID_MESSAGE` or `MESSAGE_TOO_LARGE`
 */
export function messageContent(body: unknown, media: unknown, other = false): Content {
  const text = stripUnsendableChars(bodyOf(body));
  const mediaUrl = mediaOf(media);
  const length = [...text].length;
  if (text.trim() === '' && mediaUrl.length === 0 && !other) {
    throw new TwilioError('INVALID_MESSAGE', 'The message is empty', { hint: 'Give it a text or a media URL.' });
  }
  if (length > MAX_BODY_LENGTH) {
    throw new TwilioError('MESSAGE_TOO_LARGE', `The text has ${length} characters; Twilio takes ${MAX_BODY_LENGTH}`, {
      hint: 'Shorten it, or send it in parts.',
    });
  }
  return { ...(text === '' ? {} : { body: text }), ...(mediaUrl.length === 0 ? {} : { mediaUrl }) };
}
