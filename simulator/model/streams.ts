/** One side of a call: `inbound` is the person, `outbound` the flow. */
export type StreamTrack = 'inbound' | 'outbound';

/** A media stream as the state shows it: plain JSON. Times are ISO 8601. */
export interface SimulatedStream {
  sid: string;
  callSid: string;
  /** Default: the SID. */
  name: string;
  /** Without credentials. */
  url: string;
  /** The tracks that the server receives. */
  tracks: StreamTrack[];
  /** True for a stream of `<Connect>`. Its server may send audio. */
  bidirectional: boolean;
  status: 'in-progress' | 'stopped';
  customParameters: Record<string, string>;
  /** Frames of 20 ms that were sent, of all tracks together. */
  framesSent: number;
  /** The audio of the server, in milliseconds. */
  audioReceivedMs: number;
  /** The number of marks sent back to the server. */
  marks: number;
  /** The first error, with Twilio's code first. */
  error: string | null;
  dateCreated: string;
  dateUpdated: string;
}
