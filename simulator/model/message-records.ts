import type { SimulatedMessage } from './simulator';

/** The address of status callbacks. */
export interface StatusCallback {
  url: string;
  method: string;
}

/** A message with the simulator's own data. */
export interface MessageRecord {
  readonly sid: string;
  /** The message as the state shows it. */
  readonly view: SimulatedMessage;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  readonly statusCallback: StatusCallback | undefined;
  /** True for a message of Twilio itself, such as a Verify code. The phone shows it, the API does not. */
  readonly isFromTwilio: boolean;
  /** Resolves after the last status callback. Callbacks are sent one after the other. */
  lastCallback: Promise<void>;
  /** Cancels all further status changes. */
  cancel: () => void;
}

/** The customer service windows of WhatsApp, in which free text is allowed. */
export interface ServiceWindows {
  /** Opens the window for 24 hours, after a message of the person. */
  open(own: string, person: string): void;
  isOpen(own: string, person: string): boolean;
}

/**
 * The type of a keyword. The message must contain nothing but the keyword.
 *
 * https://help.twilio.com/articles/223134027 (default handling on long codes)
 */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** The opt-outs of persons, by own number, and from the Messaging Services. */
export interface OptOuts {
  has(own: string, person: string): boolean;
  /** True after a STOP to any sender of a Messaging Service. All own numbers are senders of all services. */
  hasServices(person: string): boolean;
  /**
   * Handles a keyword.
   * @returns its type and Twilio's automatic reply, if there is one. Undefined for other messages
   */
  handle(own: string, person: string, body: string): { type: OptOutType; reply?: string } | undefined;
}

/** Stops endless replies between two numbers. */
export interface ReplyLimit {
  /** Counts a reply. Returns false above the limit. */
  allow(from: string, to: string): boolean;
}

/** A content template. https://www.twilio.com/docs/content/content-api-resources */
export interface ContentTemplate {
  readonly sid: string;
  readonly friendlyName: string;
  /** Such as `en` or `pt_BR`. */
  readonly language: string;
  /** Default values by variable name. */
  readonly variables: Readonly<Record<string, string>>;
  /** By content type, such as `twilio/text`. */
  readonly types: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A media file as bytes. */
export interface MediaFile {
  bytes: Buffer;
  contentType: string;
}

/** Media files by SID. A full store removes its oldest files. */
export interface MediaStore {
  get(sid: string): MediaFile | undefined;
  add(sid: string, file: MediaFile): void;
  remove(sid: string): void;
}

/** A Messaging Service. Its senders are all own numbers of the account. */
export interface MessagingService {
  readonly sid: string;
  readonly friendlyName: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
}
