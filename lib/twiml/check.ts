import type * as saxesModule from 'saxes';
import { lazy } from '../lazy';
import { TwilioError } from '../errors/twilio-error';
import { VERBS, type TwimlKind } from './verbs';

const saxes = lazy<typeof saxesModule>(__filename, 'saxes');

/** The longest document that Twilio takes, in bytes. https://www.twilio.com/docs/api/errors/11750 */
const MAX_TWIML_BYTES = 64 * 1024;

/**
 * What keeps a text from being a TwiML document: the first mistake, in one sentence with its line.
 * @returns `undefined` when it is well-formed, its root is `<Response>`, and Twilio knows its verbs
 */
export function twimlProblem(text: string, kind: TwimlKind): string | undefined {
  if (text.trim() === '') return 'The TwiML document is empty';
  const size = Buffer.byteLength(text);
  if (size > MAX_TWIML_BYTES) return `The TwiML document has ${size} bytes; Twilio takes ${MAX_TWIML_BYTES}`;
  const parser = new (saxes().SaxesParser)({ position: true });
  let problem: string | undefined;
  let depth = 0;
  const say = (what: string) => {
    problem ??= `${what} (line ${parser.line}, column ${parser.column})`;
  };
  parser.on('error', (error) => {
    // Its message begins with the place, which is said in words here.
    say(`This is not well-formed: ${error.message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('doctype', () => {
    say('A TwiML document has no document type');
  });
  parser.on('opentag', ({ name }) => {
    if (depth === 0 && name !== 'Response') say(`The outermost element must be <Response>, not <${name}>`);
    if (depth === 1 && !VERBS[kind].includes(name)) say(`Twilio knows no verb <${name}> for a ${WORDS[kind]}`);
    depth += 1;
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.write(text.trim()).close();
  return problem;
}

const WORDS: Readonly<Record<TwimlKind, string>> = { messaging: 'message', voice: 'call' };

/**
 * Refuses what is no TwiML document.
 * @param given as the flow has it
 * @returns the document without the white space around it: nothing may stand ahead of an XML declaration
 * @throws {TwilioError} `INVALID_TWIML` with the first mistake and its line
 */
export function checkTwiml(given: unknown, kind: TwimlKind): string {
  const isNone = given === undefined || given === null;
  const text = typeof given === 'string' ? given.trim() : '';
  const problem =
    isNone || typeof given === 'string' ? twimlProblem(text, kind) : 'The TwiML document is no text but something else';
  if (problem === undefined) return text;
  throw new TwilioError('INVALID_TWIML', problem, {
    hint: 'Correct the document; an example: <Response><Say>Hello</Say></Response> for a call.',
  });
}
