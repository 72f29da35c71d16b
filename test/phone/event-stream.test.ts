import assert from 'node:assert/strict';
import { readEventStream } from '../../phone/api/event-stream';

describe('phone event stream', () => {
  it('is read no matter where the network splits it', async () => {
    const stream = Buffer.from(
      ': hello\r\n\r\nevent: state\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent:message\ndata:é\n\ndata: plain\r\revent: none\n\n',
    );
    const expected = [
      ['state', '{"a":\n1}'],
      ['message', 'é'],
      [undefined, 'plain'],
    ];
    for (let cut = 0; cut < stream.length; cut += 1) {
      const chunks = [stream.subarray(0, cut), stream.subarray(cut)];
      assert.deepEqual(await readEvents(chunks), { events: expected, chunkCount: 2 });
    }
    const bytes = [...stream].map((byte) => Uint8Array.of(byte));
    assert.deepEqual(await readEvents(bytes), { events: expected, chunkCount: bytes.length });
  });
});

/** The name and data of each event, and how often `onChunk` was called. */
async function readEvents(
  chunks: readonly Uint8Array[],
): Promise<{ events: [name: string | undefined, data: string][]; chunkCount: number }> {
  const events: [string | undefined, string][] = [];
  let chunkCount = 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  await readEventStream(
    body,
    ({ event, data }) => events.push([event, data]),
    () => (chunkCount += 1),
  );
  return { events, chunkCount };
}
