import type {
  CallAct,
  PersonCall,
  SimulatedCall,
  SimulatedQueue,
  SimulatedRecording,
  SimulatedTranscription,
} from './calls';
import type { PersonMessage, SimulatedMessage } from './messages';
import type { SimulatedStream } from './streams';
import type { SimulatedVerification } from './verifications';
import type { Faults } from '../core/faults';
import type { SimulatedRequest } from '../core/request-log';
import type { Transport } from './options';
import type { SimulatedNumber } from './numbers';

export type * from './calls';
export type * from './messages';
export type * from './streams';
export type * from './verifications';

/** Everything the simulator holds, as plain JSON. The lists are in the order of their making. */
export interface SimulatorState {
  accountSid: string;
  numbers: SimulatedNumber[];
  messages: SimulatedMessage[];
  calls: SimulatedCall[];
  recordings: SimulatedRecording[];
  transcriptions: SimulatedTranscription[];
  queues: SimulatedQueue[];
  streams: SimulatedStream[];
  verifications: SimulatedVerification[];
  requests: SimulatedRequest[];
  faults: Faults;
}

/** One thing that became or changed. `item` is a copy of it as the state shows it. */
export type Change =
  | { type: 'message'; item: SimulatedMessage }
  /** A message that was deleted; only its SID is left. */
  | { type: 'message-removed'; item: { sid: string } }
  | { type: 'number'; item: SimulatedNumber }
  /** A number that was released. */
  | { type: 'number-removed'; item: { sid: string; phoneNumber: string } }
  | { type: 'call'; item: SimulatedCall }
  | { type: 'call-removed'; item: { sid: string } }
  | { type: 'recording'; item: SimulatedRecording }
  | { type: 'recording-removed'; item: { sid: string } }
  | { type: 'transcription'; item: SimulatedTranscription }
  | { type: 'transcription-removed'; item: { sid: string } }
  | { type: 'queue'; item: SimulatedQueue }
  | { type: 'queue-removed'; item: { sid: string } }
  /** A media stream began or ended, or its server did something; not told for each frame. */
  | { type: 'stream'; item: SimulatedStream }
  | { type: 'verification'; item: SimulatedVerification }
  | { type: 'request'; item: SimulatedRequest }
  | { type: 'faults'; item: Faults }
  /** The simulator was closed; nothing follows. */
  | { type: 'closed'; item: null };

/** Twilio on this machine. */
export interface Simulator {
  readonly accountSid: string;
  readonly authToken: string;
  /** Answers a REST call as https://api.twilio.com would. */
  request: Transport;
  /** A copy of everything, as plain JSON. */
  state(): SimulatorState;
  /** Hears of every change until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void;
  /**
   * A person texts an own number. Resolves once the webhook was answered and its TwiML obeyed.
   * Rejects with a SimulatorInputError when the message could not be sent from any phone.
   */
  receiveMessage(message: PersonMessage): Promise<SimulatedMessage>;
  /**
   * The person reads a WhatsApp message that was delivered: its status callback is told so. Resolves once it was.
   * Rejects with a SimulatorInputError when there is no such message to be read.
   */
  markRead(sid: string): Promise<SimulatedMessage>;
  /** A person calls an own number. Resolves once the voice webhook was answered; the call goes on by the clock. */
  placeCall(call: PersonCall): Promise<SimulatedCall>;
  /**
   * A person does something on a call: presses keys, speaks, answers, hangs up, or lets it ring until they answer.
   * Resolves once the webhook that this led to, if any, was answered.
   * Rejects with a SimulatorInputError when that cannot be done on this call now.
   */
  actOnCall(sid: string, act: CallAct): Promise<SimulatedCall>;
  /** The bytes of a recording's audio (WAV) or of media that was given as bytes; undefined when there are none. */
  bytesOf(sid: string): { bytes: Buffer; contentType: string } | undefined;
  /** Merges faults in and returns what is set now. Throws a SimulatorInputError for a value that makes no sense. */
  setFaults(faults: Partial<Faults>): Faults;
  /** Resolves when no webhook is under way and none waits for another one. Timers are not waited for. */
  settled(): Promise<void>;
  /** Ends every timer and every open request. A closed simulator answers no more. */
  close(): Promise<void>;
}
