/**
 * One Node-RED, and one page of its editor, for all test files of a process: to start them takes more of the processor than
 * most files do. Each `describe` gets its own flows.
 */
import { LIGHT_EDITOR, openEditor, type Editor } from './editor';
import { startNodeRed, type FlowNode, type RealNodeRed } from './node-red';

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
  view: { redraw(force: boolean): void };
  workspaces: { show(id: string): void };
};

const VIEWPORT = { width: 1400, height: 1000 };
const PERMISSIONS = ['clipboard-read', 'clipboard-write'];

let nodeRed: Promise<RealNodeRed> | undefined;
let editor: Promise<Editor> | undefined;

/** The Node-RED that test files share. It has no network. */
export function sharedNodeRed(): Promise<RealNodeRed> {
  nodeRed ??= startNodeRed({ settings: LIGHT_EDITOR });
  return nodeRed;
}

after(async () => {
  await (await editor?.catch(() => undefined))?.end();
  await (await nodeRed?.catch(() => undefined))?.stop();
});

/** Deploys flows, as another editor does. https://nodered.org/docs/api/admin/methods/post/flows/ */
export async function deployFlows({ admin }: RealNodeRed, { flows, credentials }: EditorNeeds): Promise<void> {
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
    RED.history.clear();
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

async function prepare(needs: EditorNeeds): Promise<{ nodeRed: RealNodeRed; editor: Editor }> {
  const running = await sharedNodeRed();
  editor ??= openEditor(running.admin, { viewport: VIEWPORT, permissions: PERMISSIONS });
  const opened = await editor;
  opened.expect(needs.expected);
  await opened.page.setViewportSize(needs.viewport ?? VIEWPORT);
  await load(running, opened, needs);
  return { nodeRed: running, editor: opened };
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

/**
 * Gives the tests of a `describe` an editor with their flows. Each test fails that leaves an error in the page.
 * Call it in the `describe`; what it returns can be used in its tests.
 */
export function useEditor(needs: EditorNeeds): { nodeRed: RealNodeRed; editor: Editor } {
  let shared: { nodeRed: RealNodeRed; editor: Editor } | undefined;
  before(async () => {
    shared = await prepare(needs);
  });
  const used = later(() => shared?.editor);
  afterEach(async function () {
    // What a failed test left open is not to fail the next ones.
    if (this.currentTest?.state === 'failed') while ((await used.form.count()) > 0) await used.cancel();
    used.assertNoErrors();
  });
  return { nodeRed: later(() => shared?.nodeRed), editor: used };
}
