import { createServer } from 'node:net';
import { HOST } from './paths';

const FIRST_PORT = 1880;
const PORTS_TO_TRY = 20;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, HOST, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** The first free port from `PORT` on. Default: Node-RED's 1880. @throws when none of 20 ports is free */
export async function freePort(): Promise<number> {
  const wanted = Number(process.env['PORT'] ?? FIRST_PORT);
  for (let port = wanted; port < wanted + PORTS_TO_TRY; port += 1) {
    if (await isFree(port)) {
      if (port !== wanted) console.log(`Port ${wanted} is in use, so this uses ${port}. Set PORT to choose another.`);
      return port;
    }
  }
  throw new Error(`No port from ${wanted} to ${wanted + PORTS_TO_TRY - 1} is free. Set PORT to a free one.`);
}
