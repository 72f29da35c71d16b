/** One side of a call: `inbound` is the person at the other end, `outbound` the flow. */
export type StreamTrack = 'inbound' | 'outbound';

/** A media stream as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedStream {
  sid: string;
  callSid: string;
  /** Its SID, unless it was given another name. */
  name: string;
  /** Without user and password. */
  url: string;
  /** What the server hears. */
  tracks: StreamTrack[];
  /** True for one of `<Connect>`, whose server may answer with audio. */
  bidirectional: boolean;
  status: 'in-progress' | 'stopped';
  customParameters: Record<string, string>;
  /** Frames of 20 ms that were sent, those of all tracks together. */
  framesSent: number;
  /** How much audio the server has sent, in milliseconds. */
  audioReceivedMs: number;
  /** How many marks were sent back to the server. */
  marks: number;
  /** The first thing that went wrong, with Twilio's code first; null when all is well. */
  error: string | null;
  dateCreated: string;
  dateUpdated: string;
}
