/** A stream in both directions, whose server answers with audio and marks. */
import type { StreamScene } from './stream-server';

export const url = 'wss://audio.example.com/voice';
/** A document that connects the stream. */
export const connected = `<Connect action="done"><Stream url="${url}" statusCallback="https://flows.example.com/twilio/status"/></Connect><Say>next</Say>`;

/** The names of the marks that the last server has got back. */
export const marks = (streams: StreamScene) =>
  streams.server.peers
    .at(-1)
    ?.of('mark')
    .map(({ mark }) => mark?.name);
