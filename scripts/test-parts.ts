/** What `npm test` runs where: the parts that run at the same time, and what is tested on one version of Node-RED only. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** The versions of Node-RED, as `NODE_RED` names them. */
export type NodeRed = '4' | '5';

/** Folders of `test/` that run in one process. */
export interface Part {
  name: string;
  /** What mocha runs, as paths and patterns. */
  files: string[];
  /** The share of a processor that it counts for when other programs run at the same time. */
  share: number;
}

/**
 * The folders that take long, in the order in which they start. Each group is a process of its own, so that all processors have
 * work until the end. The other folders are one more group. Those that take longest come first.
 */
const GROUPS = [['examples'], ['nodes'], ['package'], ['editor'], ['phone', 'sidebar']];

/** Their tests mostly wait, since the simulator speaks at the pace of a person. */
const WAITING = ['examples', 'nodes'];

/** What is tested in both editors: which nodes can be dragged, saved and opened again, lists, the code editor, the first minutes. */
const EDITOR_ON_BOTH = [
  'code-editor.test.ts',
  'examples.test.ts',
  'form-layout.test.ts',
  'step-forms.test.ts',
  'two-minute-path.test.ts',
];

/**
 * What is tested on Node-RED 5 only, because it is the same on 4.1. `lib` is the same too, but 4.1 runs on the Node.js of the
 * user, which can be an older one.
 */
const TESTED_ONCE = [
  // They read the files of this checkout.
  'test/imports.test.ts',
  'test/docs/**',
  'test/locales/**',
  'test/package/docker.test.ts',
  'test/package/editor-download.test.ts',
  'test/package/scorecard.test.ts',
  // What a form does with our own fields, and what it says.
  ...readdirSync(path.join(root, 'test', 'editor'))
    .filter((file) => file.endsWith('.test.ts') && !EDITOR_ON_BOTH.includes(file))
    .map((file) => `test/editor/${file}`),
  // npm does the same for both, and the strings of the second language are our own.
  'test/package/neighbour.test.ts',
  'test/package/pack.test.ts',
  'test/package/dev.test.ts',
  'test/package/german.test.ts',
  'test/sidebar/locale.test.ts',
  // Long runs of code that has nothing of Node-RED.
  'test/lib/setup/**',
  'test/simulator/**',
  'test/support/**',
  'test/examples/assistant-phone.test.ts',
  'test/nodes/conversation-soak.test.ts',
  // Further examples. Those of test/examples/calls.test.ts are tested on both, and all are imported in both editors.
  'test/examples/actions.test.ts',
  'test/examples/assistants.test.ts',
  'test/examples/calls-dial.test.ts',
  'test/examples/calls-stream.test.ts',
  'test/examples/layout.test.ts',
  'test/examples/live-transcription.test.ts',
  // Many calls at the same time, and what else can happen to a call. That a call through all kinds of steps survives restarts and
  // deployments is tested on both.
  'test/package/calls-conversation.test.ts',
  'test/package/calls-hang-up.test.ts',
  'test/package/calls-listening.test.ts',
  'test/package/calls-many.test.ts',
  'test/package/calls-phone.test.ts',
  'test/package/calls-requests.test.ts',
  'test/package/calls-restart-actions.test.ts',
  'test/package/make-call-restart.test.ts',
  'test/package/studio.test.ts',
  // Requests to Twilio, of which Node-RED sees nothing.
  'test/package/operations.test.ts',
  // The page of the phone has nothing of Node-RED's editor. Its login is Node-RED's, so it is tested on both.
  ...readdirSync(path.join(root, 'test', 'phone'))
    .filter((file) => file.startsWith('phone-') && !file.startsWith('phone-login'))
    .map((file) => `test/phone/${file}`),
];

/** The parts of all tests, in the order in which they start. */
export function testParts(): Part[] {
  const grouped = GROUPS.flat();
  const others = readdirSync(path.join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !grouped.includes(entry.name))
    .map((entry) => entry.name);
  return [
    ...GROUPS.map((folders) => ({
      name: folders.join(', '),
      files: folders.map(testsOf),
      share: folders.every((folder) => WAITING.includes(folder)) ? 0.5 : 1,
    })),
    { name: others.join(', '), files: [...others.map(testsOf), 'test/*.test.ts'], share: 1 },
  ];
}

const testsOf = (folder: string): string => `test/${folder}/**/*.test.ts`;

/** What mocha is to leave out on a version of Node-RED. */
export const ignoredOn = (nodeRed: NodeRed): string[] => (nodeRed === '4' ? TESTED_ONCE : []);
