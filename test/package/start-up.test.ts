/** The code that runs whenever Node-RED starts, whose modules are in one file: scripts/build-start-up.ts. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { dist } from '../../scripts/build-package';
import { START_UP_FILE, startUpFiles } from '../../scripts/build-start-up';
import { nodeFolders, setFile } from '../../scripts/node-folders';
import { root } from '../../scripts/paths';

const load = createRequire(path.join(dist, 'package.json'));

describe('the code that runs at every start', () => {
  it('is all that Node-RED loads for nodes that no flow uses', () => {
    const before = new Set(Object.keys(load.cache));
    for (const node of nodeFolders()) load(path.join(root, setFile(node)));
    const loaded = Object.keys(load.cache).filter((file) => !before.has(file) && file.startsWith(dist));
    const sets = nodeFolders().map((node) => path.join(root, setFile(node)));
    assert.ok(loaded.length > sets.length, loaded.join(', '));
    assert.deepEqual(
      loaded.filter((file) => !sets.includes(file) && file !== path.join(dist, `${START_UP_FILE}.js`)),
      [],
    );
  });

  it('exists once, whichever of its modules is loaded', async () => {
    const files = await startUpFiles();
    assert.ok(files.includes('lib/node-red/deployment.ts'), files.join(', '));
    for (const file of files) {
      const { name, dir } = path.parse(file);
      assert.equal(load(path.join(dist, dir, name)), load(path.join(dist, START_UP_FILE)), file);
    }
  });
});
