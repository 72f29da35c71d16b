import type * as saxesModule from 'saxes';
import { TwilioError } from '../errors/twilio-error';
import { lazy } from '../lazy';
import { VERBS, type TwimlKind } from './verbs';

const saxes = lazy<typeof saxesModule>(__filename, 'saxes');

/** https://www.twilio.com/docs/api/errors/11750 */
const MAX_TWIML_BYTES = 64 * 1024;

/**
 * The first problem of a TwiML document, in one sentence with its line.
 * @returns `undefined` when it is well-formed, its root element is `<Response>`, and Twilio has all its verbs
 */
export function twimlProblem(text: string, kind: TwimlKind): string | undefined {
  if (text.trim() === '') return 'The TwiML document is empty';
  const size = Buffer.byteLength(text);
  if (size > MAX_TWIML_BYTES)
    return `The TwiML document has ${size} bytes, but Twilio accepts at most ${MAX_TWIML_BYTES}`;
  const parser = new (saxes().SaxesParser)({ position: true });
  let problem: string | undefined;
  let depth = 0;
  const report = (what: string) => {
    problem ??= `${what} (line ${parser.line}, column ${parser.column})`;
  };
  parser.on('error', (error) => {
    // The message starts with the position, which is reported in words.
    report(`The TwiML document is not well-formed: ${error.message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('doctype', () => {
    report('A TwiML document must not have a document type');
  });
  parser.on('opentag', ({ name }) => {
    if (depth === 0 && name !== 'Response') report(`The root element must be <Response>, not <${name}>`);
    if (depth === 1 && !VERBS[kind].includes(name)) report(`Twilio has no verb <${name}> for ${WORDS[kind]}`);
    depth += 1;
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.write(text.trim()).close();
  return problem;
}

const WORDS: Readonly<Record<TwimlKind, string>> = { messaging: 'messages', voice: 'calls' };

/**
 * Checks a TwiML document.
 * @param given the value of the flow
 * @returns the document without outer white space, which is not allowed before an XML declaration
 * @throws {TwilioError} `INVALID_TWIML` with the first problem and its line
 */
export function checkTwiml(given: unknown, kind: TwimlKind): string {
  const isNone = given === undefined || given === null;
  const text = typeof given === 'string' ? given.trim() : '';
  const problem = isNone || typeof given === 'string' ? twimlProblem(text, kind) : 'The TwiML document is not a string';
  if (problem === undefined) return text;
  throw new TwilioError('INVALID_TWIML', problem, {
    hint: 'Correct the document. An example for a call: <Response><Say>Hello</Say></Response>.',
  });
}
