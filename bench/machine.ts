import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { nodeForNodeRed } from '../scripts/install';
import { canPin, LOAD_CORE, SERVER_CORE } from './processes';

/** Lines that describe the machine, the versions, and the cores that are used. */
export function machine(): string[] {
  const [first] = cpus();
  const node = execFileSync(nodeForNodeRed(), ['--version'], { encoding: 'utf8' }).trim();
  const manifest = readFileSync(require.resolve('node-red/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return [
    `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB`,
    `Node.js ${node}, Node-RED ${version}, ${process.platform} ${process.arch}`,
    canPin
      ? `Servers on core ${SERVER_CORE}, the load on core ${LOAD_CORE}.`
      : 'taskset is missing: servers and load share all cores, so the figures vary more.',
  ];
}
