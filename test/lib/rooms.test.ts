import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const lib = path.resolve(__dirname, '../../lib');

/** The rooms of the house, floor by floor from the top. A room may use what stands on a lower floor. */
const FLOORS = [
  ['admin'],
  ['node-red'],
  ['messages', 'calls', 'identity', 'resources', 'webhooks'],
  ['twiml'],
  ['account', 'events'],
] as const;

const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.some((name) => name === room));

/** What each room's files import from other rooms. Loading by name, as `lazy` does, counts like an import. */
const imports = readdirSync(lib, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && path.dirname(path.join(entry.parentPath, entry.name)) !== lib)
  .flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const room = path.relative(lib, entry.parentPath);
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/'\.\.\/(\w[\w-]*)\//g)].map(([, other = '']) => ({
      file: `${room}/${entry.name}`,
      room,
      other,
    }));
  });

describe('the rooms of lib', () => {
  it('all have a floor', () => {
    const rooms = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of rooms) assert.notEqual(floorOf(name), -1, name);
  });

  it('import downward only', () => {
    assert.ok(imports.length > 50);
    const upward = imports.filter(
      ({ room, other }) => other !== '' && floorOf(other) !== -1 && floorOf(other) <= floorOf(room),
    );
    assert.deepEqual(upward, []);
  });

  it('know what they may: Node-RED is for flow alone, HTTP for webhooks and downloads', () => {
    for (const entry of readdirSync(lib, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const room = path.relative(lib, entry.parentPath);
      const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
      if (room !== 'flow') assert.doesNotMatch(text, /from 'node-red'/, entry.name);
      if (room !== 'flow' && room !== 'webhooks') assert.doesNotMatch(text, /from 'node:https?'/, entry.name);
    }
  });
});
