/**
 * Runs Node-RED's public scorecard, `node-red-dev`, on a package, and prints its result as JSON. It works without a network:
 * the flow library's catalogue is the file of the second argument, and the answers of npm's registry come from the installed
 * packages. So D03, which looks for newer versions of the dependencies, only checks that package.json allows the installed ones.
 *
 *     node --require tsx/cjs scripts/scorecard.ts <folder of the package> <catalogue>
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { installed } from './paths';

interface Manifest {
  version: string;
  engines?: { node: string };
  dependencies?: Record<string, string>;
}

type Check = (folder: string, cli: typeof silent, scorecard: object, npm: false) => Promise<object>;

const [folder = '', catalogue = ''] = process.argv.slice(2);
const load = createRequire(installed('node-red-dev', 'package.json'));
const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const manifestOf = (name: string): Manifest => json(installed(...name.split('/'), 'package.json')) as Manifest;

const fail = (problem: unknown): never => {
  throw problem instanceof Error ? problem : new Error(String(problem));
};
/** The output of the command is not needed, only the scorecard. */
const silent = { log: () => undefined, warn: () => undefined, error: fail };

/** What the registry says about Node-RED: the two versions that the tests run on. */
function nodeRedVersions(): object {
  const latest = manifestOf('node-red');
  const maintenance = manifestOf('node-red-4');
  return {
    'dist-tags': { latest: latest.version, 'v4-maintenance': maintenance.version },
    versions: Object.fromEntries([latest, maintenance].map((one) => [one.version, one])),
  };
}

/** A package and everything that it depends on, as `name@version`. */
function treeOf(name: string, found = new Set<string>()): Set<string> {
  const { version, dependencies = {} } = manifestOf(name);
  const entry = `${name}@${version}`;
  if (found.has(entry)) return found;
  found.add(entry);
  for (const dependency of Object.keys(dependencies)) treeOf(dependency, found);
  return found;
}

const answers: Record<string, () => unknown> = {
  'https://catalogue.nodered.org/catalogue.json': () => json(catalogue),
  'https://registry.npmjs.org/node-red': nodeRedVersions,
};

(load('axios') as { get: unknown }).get = (url: string) => {
  const answer = answers[url] ?? fail(`The scorecard has requested ${url}, which has no answer here`);
  return Promise.resolve({ data: answer() });
};

(load('npm-remote-ls') as { ls: unknown }).ls = (
  name: string,
  _version: string,
  _flat: boolean,
  done: (list: string[]) => void,
) => {
  done([...treeOf(name)]);
};

/** `npm-check`, which the scorecard asks for outdated dependencies. */
const npmCheck = (): Promise<unknown> => {
  const { satisfies } = load('semver') as { satisfies(version: string, range: string): boolean };
  const { dependencies = {} } = json(path.join(folder, 'package.json')) as Manifest;
  const packages = Object.entries(dependencies).map(([moduleName, range]) => ({
    moduleName,
    easyUpgrade: satisfies(manifestOf(moduleName).version, range),
  }));
  return Promise.resolve({ get: () => packages });
};
const npmCheckFile = load.resolve('npm-check');
load.cache[npmCheckFile] = { ...module, id: npmCheckFile, filename: npmCheckFile, exports: npmCheck };

async function main(): Promise<void> {
  const scorecard = {};
  for (const name of ['checkpackage', 'checknodes', 'checkdeps']) {
    await (load(`./src/libs/${name}`) as Check)(folder, silent, scorecard, false);
  }
  console.log(JSON.stringify(scorecard));
  // It listens to the terminal, which would keep the process alive.
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
