/**
 * `npm run docs`: writes `docs/error-codes.md` from the tables in `lib/errors`.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ERROR_CODES, type ErrorCode } from '../lib/errors/error-codes';
import { KNOWN_TWILIO_CODES } from '../lib/errors/known-twilio-codes';
import { format } from './format';
import { runMain } from './run-main';

/** The page that this script writes. */
export const ERROR_CODES_PAGE = path.resolve(__dirname, '../docs/error-codes.md');

/** The page of Twilio's documentation about one of its error codes. */
const linkTo = (twilioCode: number): string => `[${twilioCode}](https://www.twilio.com/docs/api/errors/${twilioCode})`;

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function table(header: string[], rows: string[][]): string {
  return [row(...header), row(...header.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
}

/** Twilio's error codes that become one of our codes, in ascending order. */
function twilioCodesOf(code: ErrorCode): number[] {
  return Object.entries(KNOWN_TWILIO_CODES)
    .filter(([, known]) => known.code === code)
    .map(([twilioCode]) => Number(twilioCode));
}

const INTRODUCTION = `# Error codes

A node that fails calls \`done(error)\`, so the error goes to a Catch node. There:

- \`msg.error.code\` is one of the codes below. It does not change when a message is reworded, so a Switch node can use it.
- \`msg.error.message\` says what is wrong.
- \`msg.error.cause.hint\` is one sentence that says what to do.
- \`msg.error.cause.twilioCode\`, \`status\` and \`moreInfo\` are Twilio's own error code, the HTTP status and a link to Twilio's
  documentation. They are absent when the error does not come from Twilio.

No error contains a token, a secret or an Authorization header.`;

const BY_CODE = `## Codes of this package

"Twilio's codes" lists the error codes of Twilio that become this code. For any other error code, the HTTP status decides:
401, and 403 without an error code, is \`INVALID_CREDENTIALS\`, 404 is \`NOT_FOUND\`, and 429 is \`RATE_LIMITED\`. What is left
becomes the code for what the node requested, such as \`SEND_MESSAGE_FAILED\` or \`CALL_FAILED\`.`;

const BY_TWILIO_CODE = `## Error codes of Twilio

What this package says about the error codes of Twilio that flows meet most often. An invalid parameter of a message, a call
or a lookup is \`INVALID_MESSAGE\`, \`INVALID_CALL\` or \`INVALID_LOOKUP\` instead of \`INVALID_PARAMETER\`.`;

/** The text of `docs/error-codes.md`, formatted. */
export async function errorCodesPage(): Promise<string> {
  const byCode = Object.entries(ERROR_CODES).map(([code, { when, whatToDo }]) => [
    `\`${code}\``,
    when,
    whatToDo,
    twilioCodesOf(code as ErrorCode).join(', '),
  ]);
  const byTwilioCode = Object.entries(KNOWN_TWILIO_CODES).map(([twilioCode, { code, hint }]) => [
    linkTo(Number(twilioCode)),
    `\`${code}\``,
    hint,
  ]);
  const parts = [
    INTRODUCTION,
    BY_CODE,
    table(['code', 'when', 'what to do', "Twilio's codes"], byCode),
    BY_TWILIO_CODE,
    table(["Twilio's code", 'code', 'what to do'], byTwilioCode),
    '`npm run docs` writes this page from `lib/errors`.',
  ];
  return format(ERROR_CODES_PAGE, parts.join('\n\n'));
}

if (require.main === module) runMain(async () => writeFile(ERROR_CODES_PAGE, await errorCodesPage()));
