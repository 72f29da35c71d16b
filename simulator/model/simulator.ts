import type {
  CallAct,
  PersonCall,
  SimulatedCall,
  SimulatedQueue,
  SimulatedRecording,
  SimulatedTranscription,
} from './calls';
import type { SimulatedConference } from './conferences';
import type { PersonMessage, SimulatedMessage } from './messages';
import type { SimulatedRelay } from './relays';
import type { SimulatedStream } from './streams';
import type { SimulatedVerification } from './verifications';
import type { Faults } from '../core/faults';
import type { SimulatedRequest } from '../core/request-log';
import type { Transport } from './options';
import type { SimulatedNumber } from './numbers';

export type * from './calls';
export type * from './delivery';
export type * from './conferences';
export type * from './messages';
export type * from './relays';
export type * from './streams';
export type * from './verifications';

/** The state of the simulator as plain JSON. Lists are oldest first. */
export interface SimulatorState {
  accountSid: string;
  numbers: SimulatedNumber[];
  messages: SimulatedMessage[];
  calls: SimulatedCall[];
  recordings: SimulatedRecording[];
  transcriptions: SimulatedTranscription[];
  queues: SimulatedQueue[];
  conferences: SimulatedConference[];
  streams: SimulatedStream[];
  relays: SimulatedRelay[];
  verifications: SimulatedVerification[];
  requests: SimulatedRequest[];
  faults: Faults;
}

/** A record that is new or has changed. `item` is a copy of it as the state shows it. */
export type Change =
  | { type: 'message'; item: SimulatedMessage }
  /** A message was deleted. */
  | { type: 'message-removed'; item: { sid: string } }
  | { type: 'number'; item: SimulatedNumber }
  /** A number was released. */
  | { type: 'number-removed'; item: { sid: string; phoneNumber: string } }
  | { type: 'call'; item: SimulatedCall }
  | { type: 'call-removed'; item: { sid: string } }
  | { type: 'recording'; item: SimulatedRecording }
  | { type: 'recording-removed'; item: { sid: string } }
  | { type: 'transcription'; item: SimulatedTranscription }
  | { type: 'transcription-removed'; item: { sid: string } }
  | { type: 'queue'; item: SimulatedQueue }
  | { type: 'queue-removed'; item: { sid: string } }
  | { type: 'conference'; item: SimulatedConference }
  /** A media stream started or ended, or its server sent something. Not for each frame. */
  | { type: 'stream'; item: SimulatedStream }
  /** A ConversationRelay session has begun, ended, or changed. Not for each word. */
  | { type: 'relay'; item: SimulatedRelay }
  | { type: 'verification'; item: SimulatedVerification }
  | { type: 'request'; item: SimulatedRequest }
  | { type: 'faults'; item: Faults }
  /** The simulator was closed. The last change. */
  | { type: 'closed'; item: null };

/** Twilio on this machine. */
export interface Simulator {
  readonly accountSid: string;
  readonly authToken: string;
  /** Handles a REST request as https://api.twilio.com does. */
  request: Transport;
  /** A copy of the state. */
  state(): SimulatorState;
  /** Calls the listener for every change. The returned function unsubscribes. */
  subscribe(listener: (change: Change) => void): () => void;
  /**
   * A person sends a message to an own number. Resolves after the webhook and its TwiML.
   * Rejects with a SimulatorInputError for an invalid message.
   */
  receiveMessage(message: PersonMessage): Promise<SimulatedMessage>;
  /**
   * The person reads a delivered WhatsApp message. Resolves after the status callback.
   * Rejects with a SimulatorInputError when there is no such message.
   */
  markRead(sid: string): Promise<SimulatedMessage>;
  /** A person calls an own number. Resolves after the voice webhook. The call continues with the clock. */
  placeCall(call: PersonCall): Promise<SimulatedCall>;
  /**
   * A person does something on a call: presses keys, speaks, answers, hangs up or lets it ring. Resolves after the webhook
   * of this action, if any. Rejects with a SimulatorInputError when the action is not possible now.
   */
  actOnCall(sid: string, act: CallAct): Promise<SimulatedCall>;
  /**
   * A piece of audio from the person's microphone: μ-law at 8000 Hz, at most two seconds. The streams of the call send it to
   * their servers. Throws a SimulatorInputError for an unknown call, a call that is not answered, and an invalid piece.
   */
  sendAudio(sid: string, audio: Uint8Array): void;
  /**
   * Calls the listener with what the person hears of bidirectional streams: μ-law at 8000 Hz, 20 ms at a time, in real time.
   * `ended` is called once, at the end of the call. The returned function unsubscribes. Throws a SimulatorInputError for an
   * unknown call, and for a call that is over.
   */
  hearCall(sid: string, listener: (audio: Buffer) => void, ended: () => void): () => void;
  /** The bytes of a recording (WAV), or of media sent as bytes. Undefined for other SIDs. */
  bytesOf(sid: string): { bytes: Buffer; contentType: string } | undefined;
  /** Sets some faults and returns all of them. Throws a SimulatorInputError for an invalid value. */
  setFaults(faults: Partial<Faults>): Faults;
  /** Resolves when no webhook is in progress. Does not wait for timers. */
  settled(): Promise<void>;
  /** Cancels all timers and open requests. A closed simulator handles no more requests. */
  close(): Promise<void>;
}
