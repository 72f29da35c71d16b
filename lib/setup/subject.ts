import type { Resource } from '../account/resource';
import type { PublicUrl } from '../validation/public-url';
import type { Probe } from '../webhooks/probes';
import type { UnauthorizedRequest } from '../webhooks/unauthorized';
import type { SetupOwner } from './owner';
import type { Survey } from './survey';

/** A node that listens to statuses of messages. */
export interface StatusListener {
  /** Its name, or its label. */
  name: string;
  /** The statuses that it lets through. */
  statuses: readonly string[];
}

/** The account node that the doctor looks at. */
export interface Subject extends SetupOwner {
  /** Why webhooks cannot be received, in a few words. */
  webhookProblem: string | undefined;
  publicUrl: PublicUrl | undefined;
  /** The public base of the webhooks, without login: the public URL, or the simulator's. */
  base: string | undefined;
  /** The path of Node-RED's HTTP nodes, such as `/api`, or `''`. */
  httpNodeRoot: string;
  /** Whether `httpNodeAuth` protects Node-RED's HTTP nodes. */
  hasNodeAuth: boolean;
  /** Expects a request that Node-RED sends to itself. */
  openProbe(): Probe | undefined;
  /** The last unauthorized requests, the newest first. */
  rejected: readonly UnauthorizedRequest[];
  statusListeners: readonly StatusListener[];
  /** Whether a node sends from a Messaging Service. */
  usesService: boolean;
}

/** A subject with what several checks need of Twilio, which is requested once. */
export interface CheckContext extends Subject {
  /** The Account resource. @throws {TwilioError} the error that Twilio returns */
  resource(): Promise<Resource>;
  /** The numbers, senders and services. @throws {TwilioError} the error that Twilio returns for the numbers */
  survey(): Promise<Survey>;
}
