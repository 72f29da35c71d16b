/**
 * What Node-RED's public scorecard looks at, https://nodered.org/docs/creating-nodes/packaging#scorecard, so far as it
 * can be told without the network; and that the examples are what they promise.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { nodeTypeOf } from '../../editor/node-type';
import { EXAMPLES, example } from '../support/examples';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  name: string;
  license: string;
  keywords: string[];
  engines: { node: string };
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  'node-red': { version: string; nodes: Record<string, string> };
};
const sets = Object.entries(manifest['node-red'].nodes);

/** The calls of `RED.nodes.registerType` in a script. */
function registrations(script: string): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText().endsWith('.registerType')) found.push(node);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('editor.js', script, ts.ScriptTarget.Latest, true));
  return found;
}

/**
 * The types that a set's html registers, as the scorecard reads them: the name is a literal, and so are the definition
 * and its `defaults`, without a spread.
 */
function registered(set: string, file: string): string[] {
  const html = read(file.replace(/\.js$/, '.html'));
  const script = /<script type="text\/javascript">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
  return registrations(script).map(({ arguments: [type, definition] }) => {
    assert.ok(type && ts.isStringLiteral(type), `${set}: the type is not a literal`);
    assert.ok(definition && ts.isObjectLiteralExpression(definition), `${set}: the definition is not a literal`);
    const defaults = definition.properties.find((property) => property.name?.getText() === 'defaults');
    assert.ok(defaults && ts.isPropertyAssignment(defaults), `${set} has no defaults`);
    assert.ok(ts.isObjectLiteralExpression(defaults.initializer), `${set}: the defaults are not a literal`);
    assert.ok(defaults.initializer.properties.every(ts.isPropertyAssignment), `${set}: the defaults have a spread`);
    return type.text;
  });
}

const types = sets.flatMap(([set, file]) => registered(set, file));

describe("Node-RED's scorecard", () => {
  it('finds a scoped name, a licence, and the keyword node-red', () => {
    assert.match(manifest.name, /^@[a-z\d][\w.-]+\/[a-z\d][\w.-]*$/);
    assert.equal(manifest.license, 'MIT');
    assert.ok(existsSync(path.join(root, 'LICENSE')));
    assert.ok(manifest.keywords.includes('node-red'));
  });

  it('finds which Node-RED and which Node.js it runs on', () => {
    assert.equal(manifest['node-red'].version, '>=4.1.0');
    assert.equal(manifest.engines.node, '>=20');
  });

  it('finds six dependencies at most, optional ones included', () => {
    assert.ok(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).length <= 6);
  });

  it('finds every type in the page of its set, named after the set', () => {
    assert.deepEqual(
      types,
      sets.map(([set]) => nodeTypeOf(set)),
    );
  });

  it('finds every node in an example', () => {
    const used = new Set(EXAMPLES.flatMap((name) => example(name).map((node) => node.type)));
    assert.deepEqual(
      types.filter((type) => !used.has(type)),
      [],
    );
  });
});

describe('the examples, in a real Node-RED', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(async () => {
    await nodeRed.stop();
  });

  const nodeSets = async () => {
    const answer = await fetch(`${nodeRed.admin}/nodes`, { headers: { Accept: 'application/json' } });
    return (await answer.json()) as { module: string; types: string[] }[];
  };

  it("meet no other module's node of the same type", async () => {
    const others = (await nodeSets()).filter((set) => set.module !== manifest.name).flatMap((set) => set.types);
    assert.ok(others.includes('inject'));
    assert.deepEqual(
      types.filter((type) => others.includes(type)),
      [],
    );
  });

  it('are offered by the import dialog', async () => {
    const answer = await fetch(`${nodeRed.admin}/library/examples/flows/${manifest.name}`);
    const offered = (await answer.json()) as { fn: string }[];
    assert.deepEqual(offered.map(({ fn }) => fn).sort(), EXAMPLES);
  });

  for (const name of EXAMPLES) {
    it(`${name}: runs as it is imported`, async () => {
      const answer = await fetch(`${nodeRed.admin}/library/examples/flows/${manifest.name}/${name}`);
      const flow = (await answer.json()) as FlowNode[];
      assert.deepEqual(flow, example(name));
      const known = ['tab', 'group', ...(await nodeSets()).flatMap((set) => set.types)];
      assert.deepEqual(
        flow.filter((node) => !known.includes(node.type)),
        [],
      );
      const said = nodeRed.output().length;
      await nodeRed.deploy(flow);
      for (const node of flow.filter(({ type }) => type === 'twilio-sms-in')) {
        await nodeRed.status(node.id, /^listening$/);
      }
      assert.doesNotMatch(nodeRed.output().slice(said), /error/i);
    });
  }
});
