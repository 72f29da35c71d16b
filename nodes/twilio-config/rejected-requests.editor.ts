/** The row in the account's form with the number of unauthorized requests and what to do about the last one. */

import type { AccountStatus, UnauthorizedRequest } from '../../editor/account/account-status';
import type { Text } from '../../editor/strings';

const paragraph = (content: string): HTMLParagraphElement => {
  const element = document.createElement('p');
  element.textContent = content;
  return element;
};

function lastRequest(text: Text, last: UnauthorizedRequest): HTMLElement[] {
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

/**
 * Fills the row.
 * @param status the deployed account's, or undefined when it is not deployed
 */
export function showRejectedRequests(text: Text, output: JQuery, status: AccountStatus | undefined): void {
  if (!status) {
    output.text(text('twilio-config.rejected.unknown'));
    return;
  }
  const { count, last } = status.rejected;
  const summary =
    count === 0 ? text('twilio-config.rejected.none') : text('twilio-config.rejected.some', { count: String(count) });
  const lines = [paragraph(summary), ...(last ? lastRequest(text, last) : []), ...status.problems.map(paragraph)];
  output.empty().append(lines);
}
