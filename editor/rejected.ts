/** The line in an account's form that says how many webhooks it turned away, and what to do about it. */

import type { AccountStatus, Rejection } from './account-status';
import type { Text } from './strings';

const paragraph = (content: string): HTMLParagraphElement => {
  const element = document.createElement('p');
  element.textContent = content;
  return element;
};

function lastRejection(text: Text, last: Rejection): HTMLElement[] {
  const time = new Date(last.at);
  const at = Number.isNaN(time.getTime()) ? last.at : time.toLocaleString();
  const lines = [paragraph(text('twilio-config.rejected.last', { at, reason: last.reason }))];
  if (last.url !== '') {
    const code = document.createElement('code');
    code.textContent = last.url;
    const line = paragraph(`${text('twilio-config.rejected.url')} `);
    line.append(code);
    lines.push(line);
  }
  if (last.hint !== '') lines.push(paragraph(last.hint));
  return lines;
}

/** Writes into `output` what the deployed account says; undefined when it is not deployed. */
export function showRejected(text: Text, output: JQuery, status: AccountStatus | undefined): void {
  if (!status) {
    output.text(text('twilio-config.rejected.unknown'));
    return;
  }
  const { count, last } = status.rejected;
  const summary =
    count === 0 ? text('twilio-config.rejected.none') : text('twilio-config.rejected.some', { count: String(count) });
  const lines = [paragraph(summary), ...(last ? lastRejection(text, last) : []), ...status.problems.map(paragraph)];
  output.empty().append(lines);
}
