/* The smallest possible server for Media Streams: it parses each message with `ws` and sends its audio back. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { memory } from './memory';

createServer()
  .on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('message', (data) => {
        const { event, streamSid, media } = JSON.parse(String(data)) as {
          event: string;
          streamSid?: string;
          media?: { payload: string };
        };
        if (event !== 'media') return;
        client.send(JSON.stringify({ event, streamSid, media: { payload: media?.payload } }));
      });
    });
  })
  .on('request', (_request, response) => response.end())
  .listen(Number(process.argv[2]), '127.0.0.1');

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });

process.on('message', (question: { ask?: string }) => {
  const { user, system } = process.cpuUsage();
  process.send?.(question.ask === 'memory' ? memory() : { cpuMicroseconds: user + system });
});
process.on('disconnect', () => {
  process.exit();
});
