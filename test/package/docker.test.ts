import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/paths';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const { name } = JSON.parse(read('package.json')) as { name: string };

/** The words of each line of the Dockerfile that begins with an instruction, without its options. */
function instructions(keyword: string): string[][] {
  return read('docker/Dockerfile')
    .split('\n')
    .filter((line) => line.startsWith(`${keyword} `))
    .map((line) =>
      line
        .split(/\s+/)
        .slice(1)
        .filter((word) => !word.startsWith('--')),
    );
}

/** There is no Docker where the tests run: these are the mistakes that show without it. */
describe('the Docker files', () => {
  it('copy what exists', () => {
    const sources = instructions('COPY').flatMap((words) => words.slice(0, -1));
    assert.ok(sources.includes('package-lock.json'), sources.join());
    for (const source of sources) {
      if (!source.startsWith('/')) assert.ok(existsSync(path.join(root, source)), source);
    }
  });

  it('install the file that npm pack makes', () => {
    // https://docs.npmjs.com/cli/commands/npm-pack: the scope's @ is left out, and its slash becomes a hyphen.
    const packed = `${name.replace('@', '').replace('/', '-')}-*.tgz`;
    const copied = instructions('COPY').flatMap((words) => words.filter((word) => word.endsWith('.tgz')));
    assert.deepEqual(copied, [`/${packed}`]);
    assert.ok(read('docker/Dockerfile').includes(` ./${packed} `), packed);
  });

  it('keep the file with the auth token out of the image and out of Git', () => {
    assert.match(read('docker/compose.yaml'), /TWILIO_AUTH_TOKEN: \$\{TWILIO_AUTH_TOKEN:-\}/);
    assert.match(read('docker/Dockerfile.dockerignore'), /^\*\*\/\.env$/m);
    assert.match(read('.gitignore'), /^\.env$/m);
  });
});
