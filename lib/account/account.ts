import type { ErrorCode } from '../errors/error-codes';
import { unknownOutcome } from '../errors/foreign-answer';
import { toTwilioError } from '../errors/to-twilio-error';
import { TwilioError } from '../errors/twilio-error';
import { lazy } from '../lazy';
import type { AccountOptions } from './account-options';
import { download, type Download, type DownloadOptions } from './download';
import { Pauses } from './pauses';
import { Redactor } from './redactor';
import { RequestQueue } from './request-queue';
import type { PlainResource, Serializable } from './resource';
import type * as sdkModule from './sdk';
import { credentialProblems, inRegion, type AccountSettings } from './settings';

type Client = sdkModule.Client;

const sdk = lazy<typeof sdkModule>(__filename, './sdk');

/** How many requests run at the same time: as many connections as Twilio allows an account. */
const MAX_CONCURRENT_REQUESTS = 10;

/** How many files are downloaded at the same time. Each may have many megabytes. */
const MAX_CONCURRENT_DOWNLOADS = 4;

/** One Twilio account. Loads the SDK with the first request, to keep start-up fast. */
export class Account {
  readonly settings: AccountSettings;
  readonly accountSid: string;
  private readonly options: AccountOptions;
  private readonly requests = new RequestQueue(MAX_CONCURRENT_REQUESTS);
  /** Downloads are slow, so they have a queue of their own. */
  private readonly downloads = new RequestQueue(MAX_CONCURRENT_DOWNLOADS);
  private readonly pauses = new Pauses();
  private readonly redactor: Redactor;
  private client: Client | undefined;

  constructor(options: AccountOptions) {
    this.options = options;
    this.settings = options.settings;
    this.accountSid = options.credentials.accountSid;
    this.redactor = new Redactor(options.settings, options.credentials);
  }

  /** The tokens that may have signed a webhook, primary first. Twilio never signs with an API key or an OAuth client. */
  get signingTokens(): readonly string[] {
    const { authToken, secondaryAuthToken } = this.options.credentials;
    return [authToken, secondaryAuthToken].filter((token) => token !== '');
  }

  /** Why this account cannot send requests, one sentence each. Empty when it can. */
  get problems(): string[] {
    return credentialProblems(this.settings, this.options.credentials);
  }

  /** The same account, with its auth token in place of an API key or OAuth client: to check the token. */
  withAuthToken(): Account {
    return new Account({ ...this.options, settings: { ...this.settings, auth: 'token' } });
  }

  /** @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when this account cannot send requests */
  assertReady(): void {
    const [problem] = this.problems;
    if (problem === undefined) return;
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', problem, {
      hint: 'Open the account node and complete its credentials, or choose the simulator.',
    });
  }

  /**
   * Runs a function with the SDK's client.
   * @param fallback the error code when Twilio's error is not one of the known ones
   * @throws {TwilioError} for every failure, without secrets and without objects of the SDK
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
   * Runs a function that creates or changes one of the SDK's resources.
   * @returns the resource as plain JSON, without secrets. The SDK's object would also hold the client and its password.
   * @throws {TwilioError} as {@link request}; `UNKNOWN_OUTCOME` when the answer is not a resource with a SID
   */
  async requestResource<T extends Serializable>(
    fallback: ErrorCode,
    work: (client: Client) => Promise<T>,
  ): Promise<PlainResource<T>> {
    const resource = await this.fetchResource(fallback, async (client) => {
      try {
        return await work(client);
      } catch (error) {
        // The SDK could not read the answer as JSON.
        throw error instanceof SyntaxError ? unknownOutcome() : error;
      }
    });
    const { sid } = resource as { sid?: unknown };
    if (typeof sid !== 'string' || sid === '') throw unknownOutcome();
    return resource;
  }

  /**
   * Runs a function that fetches one of the SDK's resources, which may have no SID.
   * @returns as {@link requestResource}
   * @throws {TwilioError} as {@link request}
   */
  async fetchResource<T extends Serializable>(
    fallback: ErrorCode,
    work: (client: Client) => Promise<T>,
  ): Promise<PlainResource<T>> {
    const instance = await this.request(fallback, work);
    return JSON.parse(this.withoutOwnSecrets(JSON.stringify(instance.toJSON()))) as PlainResource<T>;
  }

  /**
   * Downloads a recording or the media of a message, from the region of this account. The credentials are sent only to
   * hosts of Twilio.
   * @param maxBytes in bytes
   * @throws {TwilioError} `DOWNLOAD_FAILED`, `NOT_FOUND`, `INVALID_CREDENTIALS`, `RATE_LIMITED` or `TIMEOUT`
   */
  async download(
    url: string,
    maxBytes: number,
    more: Pick<DownloadOptions, 'onProgress' | 'retryDelaysMs'> = {},
  ): Promise<Download> {
    try {
      return await download(inRegion(url, this.settings.region), {
        maxBytes,
        onProgress: more.onProgress,
        retryDelaysMs: this.options.downloadRetryDelaysMs ?? more.retryDelaysMs,
        authorization: () => this.authorization(),
        transport: this.options.transport,
        allowHttp: this.settings.environment === 'simulator',
        pause: (milliseconds) => this.pauses.pause(milliseconds),
        queue: this.downloads,
        retry: this.options.retry,
      });
    } catch (error) {
      throw toTwilioError(error, 'DOWNLOAD_FAILED', (text) => this.redact(text));
    }
  }

  /** For an error or a log: the text without secrets, and without whatever else looks like one. */
  redact(text: string): string {
    return this.redactor.redact(text);
  }

  /** For data: the text without the secrets of this account. */
  withoutOwnSecrets(text: string): string {
    return this.redactor.withoutOwnSecrets(text);
  }

  /** How many requests and downloads are waiting. */
  get waiting(): number {
    return this.requests.waiting + this.downloads.waiting + this.pauses.size;
  }

  /** Rejects everything that waits, and all later requests, with the error `FLOW_STOPPED`. */
  close(): void {
    const stopped = new TwilioError('FLOW_STOPPED', 'The flow was stopped while this was waiting to be sent', {
      hint: 'Nothing was sent. Send it again.',
    });
    this.pauses.close(stopped);
    this.requests.close(stopped);
    this.downloads.close(stopped);
  }

  private connect(): Client {
    this.client ??= sdk().createClient({
      settings: this.settings,
      credentials: this.options.credentials,
      transport: this.options.transport,
      retry: this.options.retry,
      queue: this.requests,
      observer: this.options.observer,
      onToken: (token) => {
        this.redactor.addToken(token);
      },
    });
    return this.client;
  }

  /** The value of the Authorization header; `undefined` when the credentials are not complete. */
  private async authorization(): Promise<string | undefined> {
    if (this.problems.length > 0) return undefined;
    const { credentialProvider, username = '', password = '' } = this.connect();
    const token = await credentialProvider?.toAuthStrategy().getAuthString();
    return token ?? `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }
}
