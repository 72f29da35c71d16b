import { describeUnauthorized, type UnauthorizedRequest } from '../webhooks/unauthorized';
import { inLanguage } from './language';
import type { Node } from './red';

/** The shortest time between two warnings about unauthorized requests, in milliseconds. */
const WARNING_INTERVAL_MS = 60_000;

/** Warns about unauthorized requests: at once about the first, then at most once a minute with their number. */
export function warnAboutUnauthorized(node: Node): {
  onUnauthorized: (request: UnauthorizedRequest) => void;
  stop: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  let count = 0;
  let last: UnauthorizedRequest | undefined;
  const warn = () => {
    timer = undefined;
    if (last === undefined) return;
    const more = count > 1 ? ` ${inLanguage(`(${count} requests since the last warning)`)}` : '';
    node.warn(`${inLanguage(describeUnauthorized(last))}${more}`);
    count = 0;
    last = undefined;
    timer = setTimeout(warn, WARNING_INTERVAL_MS);
    timer.unref();
  };
  return {
    onUnauthorized(request) {
      count += 1;
      last = request;
      if (timer === undefined) warn();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
