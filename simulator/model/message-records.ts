import type { SimulatedMessage } from './simulator';

/** Where the statuses of a message go. */
export interface StatusCallback {
  url: string;
  method: string;
}

/** A message and what only the simulator needs to know of it. */
export interface MessageRecord {
  readonly sid: string;
  /** What the state shows, kept up to date. */
  readonly view: SimulatedMessage;
  /** When it was made, in milliseconds. */
  readonly createdAt: number;
  readonly statusCallback: StatusCallback | undefined;
  /** It is not the account's own, such as one that Verify sends: a phone shows it, the API does not. */
  readonly isFromTwilio: boolean;
  /** The status callbacks of a message follow each other; this is the last one under way. */
  lastCallback: Promise<void>;
  /** Calls off whatever is still planned for it. */
  cancel: () => void;
}

/** The customer service windows of WhatsApp: who may be sent free text now. */
export interface ServiceWindows {
  /** The person has written to the own number, which opens the window for 24 hours. */
  open(own: string, person: string): void;
  isOpen(own: string, person: string): boolean;
}

/**
 * What a reserved word asks for. Only a message that is nothing but the word counts.
 *
 * https://help.twilio.com/articles/223134027 (default handling on long codes)
 */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** Who wants no more messages from which own number. */
export interface OptOuts {
  has(own: string, person: string): boolean;
  /**
   * Takes note of a message's text.
   * @returns what the word asked for and what Twilio answers by itself, if it answers
   */
  handle(own: string, person: string, body: string): { type: OptOutType; reply?: string } | undefined;
}

/** Stops two numbers that answer each other for ever. */
export interface ReplyLimit {
  /** Counts one reply; false when it is one too many. */
  allow(from: string, to: string): boolean;
}

/** A content template. https://www.twilio.com/docs/content/content-api-resources */
export interface ContentTemplate {
  readonly sid: string;
  readonly friendlyName: string;
  /** Such as `en` or `pt_BR`. */
  readonly language: string;
  /** What stands for a variable that is not given, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** By content type, such as `twilio/text`. */
  readonly types: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A file that is here: not at another address, but as bytes. */
export interface MediaFile {
  bytes: Buffer;
  contentType: string;
}

/** The files of messages, by SID. What is kept is bounded; the oldest goes first. */
export interface MediaStore {
  get(sid: string): MediaFile | undefined;
  add(sid: string, file: MediaFile): void;
  remove(sid: string): void;
}

/** A Messaging Service. Every one has all of the account's own numbers as its senders. */
export interface MessagingService {
  readonly sid: string;
  readonly friendlyName: string;
  /** In milliseconds. */
  readonly createdAt: number;
}
