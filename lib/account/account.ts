import { lazy } from '../lazy';
import { download, type Download, type DownloadOptions } from './download';
import { RequestQueue } from './request-queue';
import type * as sdkModule from './sdk';
import type { ErrorCode } from '../errors/error-codes';
import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import type { Resource, Serializable } from './resource';
import type { RetryRules } from './retry';
import { credentialProblems, inRegion, type AccountCredentials, type AccountSettings } from './settings';
import type { Transport } from './transport';

type Client = sdkModule.Client;

const sdk = lazy<typeof sdkModule>(__filename, './sdk');

/** What an account is made of. */
export interface AccountOptions {
  settings: AccountSettings;
  credentials: AccountCredentials;
  /** Goes instead of the network: the simulator, or a test. */
  transport?: Transport | undefined;
  retry?: RetryRules | undefined;
  /** The waits for a file that Twilio still prepares, in milliseconds. */
  downloadWaits?: readonly number[] | undefined;
}

/** The shortest text that is taken for a secret when a text is cleaned of secrets. */
const MIN_SECRET_LENGTH = 6;

/** How many requests are under way at once: as many as an account may have connections without being turned away. */
const MAX_CONCURRENT_REQUESTS = 10;

/** How many OAuth tokens are still known as secrets: the one in use, and those that it has followed. */
const MAX_KNOWN_TOKENS = 3;

/** How many files are fetched at once: each may be many megabytes. */
const MAX_CONCURRENT_DOWNLOADS = 4;

/** One Twilio account: its settings, and the way out to Twilio. The SDK is loaded with the first request. */
export class Account {
  readonly settings: AccountSettings;
  readonly accountSid: string;
  private readonly options: AccountOptions;
  private readonly gate = new RequestQueue(MAX_CONCURRENT_REQUESTS);
  /** Files take their time, and nobody is to wait for them but other files. */
  private readonly files = new RequestQueue(MAX_CONCURRENT_DOWNLOADS);
  /** What nobody may see, and what is shown instead. */
  private readonly secrets: readonly (readonly [secret: string, cover: string])[];
  /** OAuth tokens, the last ones. */
  private readonly tokens: string[] = [];
  private readonly waits = new Set<() => void>();
  private client: Client | undefined;
  private closed = false;

  constructor(options: AccountOptions) {
    this.options = options;
    this.settings = options.settings;
    this.accountSid = options.credentials.accountSid;
    this.secrets = secretsOf(options);
  }

  /** The tokens that may have signed a webhook, primary first. API keys and OAuth clients never sign. */
  get signingTokens(): readonly string[] {
    const { authToken, secondaryAuthToken } = this.options.credentials;
    return [authToken, secondaryAuthToken].filter((token) => token !== '');
  }

  /** What keeps this account from sending, one sentence each; empty when nothing does. */
  get problems(): string[] {
    return credentialProblems(this.settings, this.options.credentials);
  }

  /** @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when something keeps this account from sending */
  assertReady(): void {
    const [problem] = this.problems;
    if (problem === undefined) return;
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', problem, {
      hint: 'Open the account node and complete its credentials, or choose the simulator.',
    });
  }

  /**
   * Does something with Twilio.
   * @param fallback the error code for what Twilio refuses without one of the known reasons
   * @throws {TwilioError} whatever goes wrong, free of secrets and of the SDK's objects
   */
  async request<T>(fallback: ErrorCode, work: (client: Client) => Promise<T>): Promise<T> {
    this.assertReady();
    try {
      return await work(this.connect());
    } catch (error) {
      throw toTwilioError(error, fallback, (text) => this.redact(text));
    }
  }

  /**
   * Does something with Twilio that gives a resource.
   * @returns the resource without anything of the SDK in it, and without secrets: dates are ISO texts, and the client with
   * its password is gone
   * @throws {TwilioError} as {@link request}
   */
  async requestResource(fallback: ErrorCode, work: (client: Client) => Promise<Serializable>): Promise<Resource> {
    const instance = await this.request(fallback, work);
    return JSON.parse(this.withoutOwnSecrets(JSON.stringify(instance.toJSON()))) as Resource;
  }

  /**
   * Fetches a recording or a message's media, from the account's own region. Only Twilio's own hosts get the account's
   * credentials.
   * @param limit the most bytes
   * @throws {TwilioError} `DOWNLOAD_FAILED`, `NOT_FOUND`, `INVALID_CREDENTIALS`, `RATE_LIMITED` or `TIMEOUT`
   */
  async download(
    address: string,
    limit: number,
    more: Pick<DownloadOptions, 'onProgress' | 'waits'> = {},
  ): Promise<Download> {
    try {
      return await download(inRegion(address, this.settings.region), {
        limit,
        onProgress: more.onProgress,
        waits: this.options.downloadWaits ?? more.waits,
        authorization: () => this.authorization(),
        transport: this.options.transport,
        allowHttp: this.settings.environment === 'simulator',
        pause: (milliseconds) => this.pause(milliseconds),
        gate: this.files,
        retry: this.options.retry,
      });
    } catch (error) {
      throw toTwilioError(error, 'DOWNLOAD_FAILED', (text) => this.redact(text));
    }
  }

  /** A text of an error or a log, without any of the account's secrets and without whatever else looks like one. */
  redact(text: string): string {
    return this.withoutOwnSecrets(text)
      .replace(/(:\/\/)[^\s/?#@]+@/g, '$1***@')
      .replace(/\b(Basic|Bearer)\s+[\w+/=.-]{8,}/gi, '$1 ***');
  }

  /** A text that is data, without the account's own secrets: what merely looks like one may be what a person wrote. */
  withoutOwnSecrets(text: string): string {
    let clean = text;
    for (const [secret, cover] of this.secrets) clean = clean.replaceAll(secret, cover);
    for (const token of this.tokens) clean = clean.replaceAll(token, '***');
    return clean;
  }

  /** How many requests wait to go out. */
  get waiting(): number {
    return this.gate.waiting + this.files.waiting + this.waits.size;
  }

  /** Ends every wait, with an error for the one who waits. */
  close(): void {
    this.closed = true;
    for (const end of this.waits) end();
    this.gate.close(stopped());
    this.files.close(stopped());
  }

  private connect(): Client {
    this.client ??= sdk().createClient({
      settings: this.settings,
      credentials: this.options.credentials,
      transport: this.options.transport,
      retry: this.options.retry,
      gate: this.gate,
      onToken: (token) => {
        this.tokens.push(token);
        if (this.tokens.length > MAX_KNOWN_TOKENS) this.tokens.shift();
      },
    });
    return this.client;
  }

  /** The Authorization header of this account; `undefined` when its credentials are not complete. */
  private async authorization(): Promise<string | undefined> {
    if (this.problems.length > 0) return undefined;
    const { credentialProvider, username = '', password = '' } = this.connect();
    const token = await credentialProvider?.toAuthStrategy().getAuthString();
    return token ?? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.waits.delete(stop);
        reject(stopped());
      };
      const timer = setTimeout(() => {
        this.waits.delete(stop);
        resolve();
      }, milliseconds);
      this.waits.add(stop);
      if (this.closed) stop();
    });
  }
}

/** An account's secrets, also as they stand in a header or in the address of a webhook. */
function secretsOf({ settings, credentials }: AccountOptions): [secret: string, cover: string][] {
  const { accountSid, authToken, secondaryAuthToken, apiKey, apiSecret, clientSecret } = credentials;
  const headers = [`${accountSid}:${authToken}`, `${apiKey}:${apiSecret}`].map((login) =>
    Buffer.from(login).toString('base64'),
  );
  const found = [...headers, authToken, secondaryAuthToken, apiSecret, clientSecret]
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .map((secret): [string, string] => [secret, '***']);
  // Who reads Node-RED's own password in the address of a webhook could get in.
  const [, login] = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)@/i.exec(settings.publicUrl) ?? [];
  if (login === undefined) return found;
  // Also as it stands within another address, or in a form.
  return [...found, [`//${login}@`, '//***@'], [encodeURIComponent(`//${login}@`), encodeURIComponent('//***@')]];
}

/** What waited was not sent, because the flow was stopped. */
const stopped = (): TwilioError =>
  new TwilioError('FLOW_STOPPED', 'The flow was stopped while this was waiting to be sent', {
    hint: 'Nothing was sent. Send it again.',
  });
