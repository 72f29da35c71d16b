import type { Finding } from '../finding';
import type { CheckContext } from '../subject';

/** Hosts of this machine and of private networks, which Twilio cannot reach. https://www.rfc-editor.org/rfc/rfc6890 */
const PRIVATE_HOST =
  /^(?:localhost|.*\.local|.*\.lan|.*\.internal|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[::1\]|\[f[cd][\da-f]{2}:.*\]|\[fe80:.*\])$/i;

const FIELD = { kind: 'field', field: 'publicUrl' } as const;

/** Whether the account has a public URL that Twilio may reach. Nothing is requested. */
export function checkPublicUrl({
  account,
  publicUrl,
  base,
  hasNodeAuth,
  webhookProblem,
}: CheckContext): Promise<Finding> {
  const find = (): Finding => {
    if (webhookProblem !== undefined) {
      return { state: 'problem', text: 'noWebhooks', values: { problem: webhookProblem } };
    }
    if (account.settings.environment === 'simulator') return { state: 'ok', text: 'simulator' };
    if (publicUrl === undefined || base === undefined) return { state: 'problem', text: 'missing', fix: FIELD };
    const { protocol, hostname } = new URL(base);
    if (PRIVATE_HOST.test(hostname))
      return { state: 'problem', text: 'private', values: { host: hostname }, fix: FIELD };
    if (hasNodeAuth && publicUrl.auth === undefined) {
      return { state: 'problem', text: 'login', fix: { kind: 'field', field: 'publicUser' } };
    }
    if (protocol !== 'https:') return { state: 'warning', text: 'http', values: { url: base }, fix: FIELD };
    return { state: 'ok', text: 'ok', values: { url: base } };
  };
  return Promise.resolve(find());
}
