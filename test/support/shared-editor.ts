/**
 * One Node-RED, and one page of its editor, for all test files of a process: to start them takes more of the processor than
 * most files do. Each `describe` gets its own flows.
 */
import { LIGHT_EDITOR, openEditor, type Editor } from './editor';
import { kept } from './kept';
import { startNodeRed, type FlowNode, type RealNodeRed } from './node-red';
import { startTwilio, type TwilioServer } from './twilio-server';

/** What a `describe` needs. */
export interface EditorNeeds {
  flows: FlowNode[];
  /** Credentials by node id, unencrypted. */
  credentials?: Record<string, Record<string, string>>;
  /** Size of the window in pixels. */
  viewport?: { width: number; height: number };
  /** Errors that belong to the test. */
  expected?: RegExp;
}

/** The part of the editor's API that loads flows. https://nodered.org/docs/api/ui/ */
declare const RED: {
  nodes: {
    version(revision: string | null): void;
    clear(): void;
    import(nodes: FlowNode[]): void;
    dirty(isDirty: boolean): void;
  };
  history: { clear(): void };
  view: { redraw(updateActive: boolean, isImmediate?: boolean): void };
  workspaces: { show(id: string): void };
};

const VIEWPORT = { width: 1400, height: 1000 };
const PERMISSIONS = ['clipboard-read', 'clipboard-write'];

/** The numbers of the account outside. */
export const OUTSIDE_NUMBERS = ['+14155550100', '+14155550101'] as const;

const stop = (running: RealNodeRed): Promise<void> => running.stop();
const open = async (running: Promise<RealNodeRed>): Promise<Editor> =>
  openEditor((await running).admin, { viewport: VIEWPORT, permissions: PERMISSIONS });
const end = (opened: Editor): Promise<void> => opened.end();

/** The Node-RED that test files share. It has no network. */
const sharedNodeRed = kept(() => startNodeRed({ settings: LIGHT_EDITOR }), stop);
const sharedPage = kept(() => open(sharedNodeRed()), end);

/** Twilio outside of the Node-RED below. */
const outsideTwilio = kept(
  () => startTwilio({ numbers: [...OUTSIDE_NUMBERS], webhooks: () => ({}) }),
  (twilio) => twilio.close(),
);
const outsideNodeRed = kept(
  async () => startNodeRed({ settings: LIGHT_EDITOR, env: (await outsideTwilio()).env }),
  stop,
);
const outsidePage = kept(() => open(outsideNodeRed()), end);

/** Deploys flows, as another editor does. https://nodered.org/docs/api/admin/methods/post/flows/ */
async function deployFlows({ admin }: RealNodeRed, { flows, credentials }: EditorNeeds): Promise<void> {
  const response = await fetch(`${admin}/flows`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Node-RED-API-Version': 'v2' },
    body: JSON.stringify({ flows, credentials: credentials ?? {} }),
  });
  if (!response.ok) throw new Error(`The deployment failed: HTTP ${response.status} ${await response.text()}`);
}

/** Replaces the flows in Node-RED and in the page, which then is as after it has loaded. */
async function load(running: RealNodeRed, { page }: Editor, needs: EditorNeeds): Promise<void> {
  await page.evaluate(() => {
    // Without a version, the editor does not say that somebody else has deployed.
    RED.nodes.version(null);
    RED.nodes.clear();
    // At once: nodes with the same ids would be drawn in the place of these, without a size.
    RED.view.redraw(true, true);
    RED.history.clear();
    // What other tests were told covers the buttons of a form. Node-RED takes it away later.
    for (const notification of document.querySelectorAll<HTMLElement>('.red-ui-notification')) {
      notification.style.display = 'none';
    }
  });
  await deployFlows(running, needs);
  await page.evaluate(async () => {
    const response = await fetch('flows', { headers: { Accept: 'application/json', 'Node-RED-API-Version': 'v2' } });
    const { rev, flows } = (await response.json()) as { rev: string; flows: FlowNode[] };
    RED.nodes.version(rev);
    RED.nodes.import(flows);
    RED.nodes.dirty(false);
    RED.view.redraw(true);
    const first = flows.find(({ type }) => type === 'tab');
    if (first) RED.workspaces.show(first.id);
  });
}

/** An editor, and its Node-RED. */
interface Shared {
  nodeRed: RealNodeRed;
  editor: Editor;
}

async function prepare(nodeRed: RealNodeRed, editor: Editor, needs: EditorNeeds): Promise<void> {
  editor.expect(needs.expected);
  await editor.page.setViewportSize(needs.viewport ?? VIEWPORT);
  await load(nodeRed, editor, needs);
}

/** Stands for something that exists when the tests run. */
const later = <T extends object>(get: () => T | undefined): T =>
  new Proxy({} as T, {
    get: (_target, name) => {
      const value = get();
      if (value === undefined) throw new Error('The editor is there in tests and their hooks only');
      return Reflect.get(value, name) as unknown;
    },
  });

function use<T extends Shared>(make: () => Promise<T>): { used: T; get: () => T | undefined } {
  let shared: T | undefined;
  before(async () => {
    shared = await make();
  });
  const editor = later(() => shared?.editor);
  afterEach(async function () {
    // What a failed test left open is not to fail the next ones.
    if (this.currentTest?.state === 'failed') while ((await editor.form.count()) > 0) await editor.cancel();
    editor.assertNoErrors();
  });
  return { used: { editor, nodeRed: later(() => shared?.nodeRed) } as T, get: () => shared };
}

/**
 * Gives the tests of a `describe` an editor with their flows. Each test fails that leaves an error in the page.
 * Call it in the `describe`; what it returns can be used in its tests.
 */
export function useEditor(needs: EditorNeeds): Shared {
  return use(async () => {
    const nodeRed = await sharedNodeRed();
    const editor = await sharedPage();
    await prepare(nodeRed, editor, needs);
    return { nodeRed, editor };
  }).used;
}

/** The same, with an account `account` that its Node-RED takes for a real one, and that has {@link OUTSIDE_NUMBERS}. */
export function useEditorAndTwilio(needs: EditorNeeds): Shared & { twilio: TwilioServer } {
  const { used, get } = use(async () => {
    const twilio = await outsideTwilio();
    const nodeRed = await outsideNodeRed();
    const editor = await outsidePage();
    await prepare(nodeRed, editor, { ...needs, credentials: { ...twilio.credentials, ...needs.credentials } });
    return { nodeRed, editor, twilio };
  });
  return { ...used, twilio: later(() => get()?.twilio) };
}
