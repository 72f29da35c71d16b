/**
 * Node-RED's public scorecard, https://nodered.org/docs/creating-nodes/packaging#scorecard. What it requests from the internet
 * is answered on this machine.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { nodeTypeOf } from '../../editor/node-type';
import { nodeFolders } from '../../scripts/node-folders';
import { installed } from '../../scripts/paths';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  name: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  'node-red': { nodes: Record<string, string> };
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
  const scripts = [...html.matchAll(/<script type="text\/javascript">([^]*?)<\/script>/g)].map(([, code = '']) => code);
  return scripts.flatMap(registrations).map(({ arguments: [type, definition] }) => {
    assert.ok(type && ts.isStringLiteral(type), `${set}: the type is not a literal`);
    assert.ok(definition && ts.isObjectLiteralExpression(definition), `${set}: the definition is not a literal`);
    const defaults = definition.properties.find((property) => property.name?.getText() === 'defaults');
    assert.ok(defaults && ts.isPropertyAssignment(defaults), `${set} has no defaults`);
    assert.ok(ts.isObjectLiteralExpression(defaults.initializer), `${set}: the defaults are not a literal`);
    assert.ok(defaults.initializer.properties.every(ts.isPropertyAssignment), `${set}: the defaults have a spread`);
    return type.text;
  });
}

const typesBySet = sets.map(([set, file]): [string, string[]] => [set, registered(set, file)]);
const types = typesBySet.flatMap(([, registeredTypes]) => registeredTypes);

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(installed(name, 'package.json'), 'utf8')) as { version: string }).version;

/** What the scorecard says about each check. */
type Scorecard = Record<string, { test?: boolean; versions?: string[]; nodes?: string[] }>;

/** Runs the scorecard with a catalogue of the flow library. */
async function scorecardOf(modules: readonly object[]): Promise<Scorecard> {
  const folder = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-scorecard-'));
  const catalogue = path.join(folder, 'catalogue.json');
  try {
    await writeFile(catalogue, JSON.stringify({ modules }));
    const args = ['--require', 'tsx/cjs', path.join(root, 'scripts/scorecard.ts'), root, catalogue];
    const output = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) => {
        if (error) reject(new Error(stderr));
        else resolve(stdout);
      });
    });
    return JSON.parse(output.split('\n').filter(Boolean).pop() ?? '') as Scorecard;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("Node-RED's scorecard", () => {
  /** The flow library lists modules with their types. https://catalogue.nodered.org/catalogue.json */
  const catalogue = [
    { id: 'node-red-node-twilio', types: ['twilio-api', 'twilio out'] },
    { id: 'node-red-node-pushover', types: ['pushover api', 'pushover'] },
    { id: manifest.name, types },
  ];

  it('passes all checks except the one for the address of a repository', async () => {
    const scorecard = await scorecardOf(catalogue);
    const failed = Object.entries(scorecard).filter(([, { test }]) => test === false);
    // The project has no public address yet.
    assert.deepEqual(
      failed.map(([id]) => id),
      ['P03'],
    );
    const passed = ['P01', 'P04', 'P05', 'P06', 'P07', 'P08', 'N01', 'N02', 'D01', 'D02', 'D03'];
    for (const id of passed) assert.equal(scorecard[id]?.test, true, id);
    assert.deepEqual(scorecard['P06']?.versions, [versionOf('node-red'), versionOf('node-red-4')]);
    // Config nodes need no example.
    assert.deepEqual(
      scorecard['N02']?.nodes,
      types.filter((type) => type !== 'twilio-config'),
    );
  });

  it('would find the type of another module', async () => {
    const scorecard = await scorecardOf([...catalogue, { id: 'other', types: ['twilio-reply'] }]);
    assert.deepEqual(scorecard['N01'], { test: false, nodes: ['other'] });
  });

  it('counts optional dependencies too, here', () => {
    assert.ok(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).length <= 6);
    assert.ok(existsSync(path.join(root, 'LICENSE')));
  });

  it('finds every type in the page of its set, in the order of the palette', () => {
    assert.deepEqual(
      typesBySet,
      nodeFolders().map((node) => [node, [nodeTypeOf(node)]]),
    );
  });
});
