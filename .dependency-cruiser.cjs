/**
 * Which folder may import which. `npm run lint` and `test/imports.test.ts` check it, type imports included.
 *
 * A room may import itself and the rooms of the rows above its own row.
 */
const LIB_ROWS = [
  ['errors'],
  ['validation'],
  ['addresses'],
  ['events', 'twiml', 'account', 'store', 'audio'],
  ['webhooks', 'activity', 'messages', 'calls', 'identity', 'resources'],
  ['setup'],
  ['node-red'],
  ['admin'],
];

const EDITOR_ROWS = [['validators'], ['properties'], ['fields', 'form'], ['account'], ['setup'], ['node']];

const SIMULATOR_ROWS = [
  ['core'],
  ['model'],
  ['protocol'],
  ['numbering'],
  ['voice', 'messaging', 'lookup', 'usage'],
  ['verify'],
  ['rest', 'control'],
];

const PHONE_ROWS = [
  ['model'],
  ['text'],
  ['state'],
  ['api', 'audio'],
  ['hooks'],
  ['components'],
  ['thread'],
  ['compose'],
  ['chat', 'call', 'sidebar'],
  ['page'],
];

const SIDEBAR_ROWS = [['text', 'api'], ['components'], ['tabs'], ['panel']];

/** Small files that every room of `lib` may import. */
const LIB_ROOT = ['lib/lazy.ts', 'lib/namespace.ts'];

const EDITOR_ROOT = ['editor/node-type.ts', 'editor/strings.ts', 'editor/style.ts', 'editor/red.d.ts'];

const anyOf = (paths) => `^(${paths.join('|')})`;

/** For each room: an import of the same tree from a room that is not above it. */
const rowRules = (tree, rows, roots) =>
  rows.flatMap((row, index) =>
    row.map((room) => ({
      name: `${tree}/${room}`,
      comment: 'A room imports only itself and the rooms above it in .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: `^${tree}/${room}/` },
      to: {
        path: `^${tree}/`,
        pathNot: anyOf([...[room, ...rows.slice(0, index).flat()].map((name) => `${tree}/${name}/`), ...roots]),
      },
    })),
  );

/** An import of a room that has no row. */
const listed = (tree, rows, roots) => ({
  name: `${tree}-row`,
  comment: 'Each room has a row in .dependency-cruiser.cjs.',
  severity: 'error',
  from: {},
  to: { path: `^${tree}/`, pathNot: anyOf([...rows.flat().map((room) => `${tree}/${room}/`), ...roots]) },
});

/** For each import: files at `from` may import the project's files at `allowed` only. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(lib|simulator|nodes|editor|phone|sidebar|scripts|test|bench)/', pathNot: anyOf(allowed) },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...rowRules('lib', LIB_ROWS, LIB_ROOT),
    ...rowRules('editor', EDITOR_ROWS, EDITOR_ROOT),
    ...rowRules('simulator', SIMULATOR_ROWS, []),
    ...rowRules('phone', PHONE_ROWS, []),
    ...rowRules('sidebar', SIDEBAR_ROWS, []),
    only('lib-root', '^lib/[^/]+$', ['lib/[^/]+$']),
    listed('lib', LIB_ROWS, LIB_ROOT),
    listed('editor', EDITOR_ROWS, EDITOR_ROOT),
    listed('simulator', SIMULATOR_ROWS, ['simulator/index.ts']),
    listed('phone', PHONE_ROWS, ['phone/[^/]+$']),
    listed('sidebar', SIDEBAR_ROWS, ['sidebar/[^/]+$']),
    // The simulator is loaded on first use, by the account node and by the editor's routes.
    only('lib', '^lib/(?!node-red/|admin/)', ['lib/']),
    only('lib-simulator', '^lib/(node-red|admin)/', ['lib/', 'simulator/']),
    // A second implementation of Twilio: it must be able to prove us wrong.
    only('simulator', '^simulator/', ['simulator/']),
    only('phone', '^phone/', ['phone/']),
    only('sidebar', '^sidebar/', ['sidebar/']),
    only('editor', '^editor/', [
      'editor/',
      'lib/namespace.ts',
      'lib/errors/',
      'lib/addresses/',
      'lib/validation/',
      'lib/twiml/verbs',
    ]),
    only('nodes-editor', '^nodes/.*\\.(editor\\.ts|form\\.tsx)$', [
      'nodes/',
      'editor/',
      'lib/resources/(catalogue|request)',
    ]),
    only('nodes', '^nodes/(?!.*\\.(editor\\.ts|form\\.tsx)$)', ['nodes/', 'lib/']),
    {
      name: 'nodes-apart',
      comment: 'Nodes share code through lib and editor.',
      severity: 'error',
      from: { path: '^nodes/([^/]+)/' },
      to: { path: '^nodes/', pathNot: '^nodes/$1/' },
    },
    {
      name: 'node-red-types',
      comment: "Only lib/node-red knows Node-RED's API.",
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/node-red/' },
      to: { path: 'node_modules/(@types/)?node-red/' },
    },
    {
      name: 'sdk-client',
      comment: 'Only lib/account loads the REST client of the SDK. Others may import its types.',
      severity: 'error',
      from: { path: '^(lib|nodes)/', pathNot: '^lib/account/' },
      to: { path: 'node_modules/twilio/lib/(rest|base|http)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http',
      comment: 'Only webhooks receives HTTP.',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/webhooks/' },
      to: { path: '^(node:)?https?$', dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
