/* Answers everything with the same bytes, without reading the request. This shows the highest speed of the load itself. */
import { createServer } from 'node:net';
import { reportUsage } from './usage';

reportUsage();

const BODY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\n\r\n${BODY}`,
);

createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => socket.write(ANSWER));
  socket.on('error', () => socket.destroy());
}).listen(Number(process.argv[2]), '127.0.0.1');
