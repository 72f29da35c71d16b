import type { Locator, Page } from 'playwright-core';
import { PAGE_LOAD_TIMEOUT_MS, visit, type Visit, type VisitOptions } from './browser';
import type { FlowNode } from './node-red';

/** Settings of a Node-RED whose editor asks the internet for nothing. */
export const OFFLINE_EDITOR = {
  editorTheme: { tours: false, projects: { enabled: false }, palette: { catalogues: [] } },
};

/**
 * The same, for tests that use no code editor. Every form has one in its "Description", and Ace needs less of the processor
 * than Monaco, the default. https://nodered.org/docs/user-guide/runtime/configuration
 */
export const LIGHT_EDITOR = { editorTheme: { ...OFFLINE_EDITOR.editorTheme, codeEditor: { lib: 'ace' } } };

/** The part of the editor's API that the tests drive. https://nodered.org/docs/api/ui/ */
interface RedGlobal {
  nodes: {
    id(): string;
    getType(type: string): { defaults: Record<string, { value: unknown }> } | undefined;
    node(id: string): { valid: boolean; validationErrors?: string[] } | null;
    remove(id: string): void;
    convertNode(node: unknown): FlowNode;
    import(nodes: FlowNode[]): void;
    eachNode(visit: (node: { id: string; type: string }) => void): void;
  };
  editor: { edit(node: unknown): void; editConfig(name: string, type: string, id: string): void };
  view: { redraw(updateActive: boolean, isImmediate: boolean): void };
  sidebar: { info: { refresh(): void } };
}

declare const RED: RedGlobal;
declare const jQuery: { fx: { off: boolean } };

/**
 * Nothing slides or fades, and nothing is drawn: both take much of the processor, because the browser draws without a graphics
 * card. What is transparent has its size, can be clicked, and is visible to the tests. With SCREENSHOTS, it is drawn.
 *
 * The body of the editor's page has no height, so axe takes all of it for hidden, and checks no contrast. It has one for axe.
 */
const LITTLE_TO_DRAW = [
  'html.test-is-drawn, html.test-is-drawn body { height: 100%; }',
  '*, *::before, *::after { transition: none !important; animation: none !important; }',
  ...(process.env['SCREENSHOTS'] === undefined ? ['html:not(.test-is-drawn) { opacity: 0; }'] : []),
].join(' ');

/** Node-RED's editor in a browser. */
export interface Editor extends Visit {
  /** Drags a node out of the palette onto the flow, and gives its id. */
  drop(type: string, x: number, y: number): Promise<string>;
  /** Puts a node into the editor as an import does, and tells nobody else. */
  add(node: FlowNode): Promise<void>;
  /** The same with a new node: what is not given is the default of its type. @returns its id */
  put(type: string, properties?: Record<string, unknown>): Promise<string>;
  /** Opens a node's form, as a double click does. */
  edit(id: string): Promise<void>;
  /** Opens a config node's form. */
  editConfig(type: string, id: string): Promise<void>;
  /** The form on top. */
  form: Locator;
  /** Opens all sections of the form on top that are shown. */
  unfold(): Promise<void>;
  /** Chooses from the menu of a TypedInput, once it has unfolded: until then its entries move when one gets the focus. */
  fromMenu(value: string): Promise<void>;
  /** Closes the form on top, saving it. */
  done(): Promise<void>;
  cancel(): Promise<void>;
  /** Takes a node off the flow. */
  remove(id: string): Promise<void>;
  /** A node as it would be deployed. */
  saved(id: string): Promise<FlowNode>;
  /** What the editor finds wrong with a node. */
  problems(id: string): Promise<string[]>;
  deploy(): Promise<void>;
}

/**
 * Waits until so many forms are open, and the one on top can be used. Node-RED gives a form the focus 150 ms after it has
 * opened it: what is typed before that would go elsewhere.
 */
async function settled(page: Page, trays: number, isOpening = false): Promise<void> {
  await page.waitForFunction(
    ([count, needsFocus]) => {
      const all = [...document.querySelectorAll('.red-ui-tray')];
      const [last] = all.slice(-1);
      if (all.length !== count) return false;
      return last === undefined || !needsFocus || last.contains(document.activeElement);
    },
    [trays, isOpening] as const,
    { polling: 20 },
  );
}

/** Opens the editor and waits until its palette and flows are there. */
export async function openEditor(url: string, options: VisitOptions = {}): Promise<Editor> {
  const person = await visit(`${url}/`, { viewport: { width: 1400, height: 1000 }, ...options });
  const { page } = person;
  await page.addStyleTag({ content: LITTLE_TO_DRAW });
  const loading = { timeout: PAGE_LOAD_TIMEOUT_MS };
  await page
    .locator('.red-ui-palette-node[data-palette-type="twilio-reply"]')
    .waitFor({ state: 'attached', ...loading });
  await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden', ...loading });
  await page.evaluate(() => {
    jQuery.fx.off = true;
    // The properties of the node beside its form: they are not looked at, and take a tenth of the time of a form.
    RED.sidebar.info.refresh = () => undefined;
  });
  const trays = () => page.locator('.red-ui-tray').count();
  const form = page.locator('.red-ui-tray').last();
  const close = async (button: 'ok' | 'cancel') => {
    const before = await trays();
    await form.locator(`#node-dialog-${button}, #node-config-dialog-${button}`).click();
    await settled(page, before - 1);
  };
  return {
    ...person,
    form,
    async drop(type, x, y) {
      const ids = () =>
        page.evaluate(() => {
          const found: string[] = [];
          RED.nodes.eachNode((node) => found.push(node.id));
          return found;
        });
      const before = await ids();
      const source = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
      const chart = page.locator('#red-ui-workspace-chart');
      // The palette may still be moving after the page has loaded.
      await source.dragTo(chart, { targetPosition: { x, y }, steps: 5, timeout: PAGE_LOAD_TIMEOUT_MS });
      const id = (await ids()).find((candidate) => !before.includes(candidate));
      if (id === undefined) throw new Error(`No ${type} lies on the flow`);
      return id;
    },
    add: (node) =>
      page.evaluate((wanted) => {
        RED.nodes.import([wanted]);
      }, node),
    put: (type, properties = {}) =>
      page.evaluate(
        ([wanted, given]) => {
          const defaults = Object.entries(RED.nodes.getType(wanted)?.defaults ?? {});
          const values = Object.fromEntries(defaults.map(([name, { value }]) => [name, value]));
          const id = RED.nodes.id();
          RED.nodes.import([{ ...values, z: 'tab', x: 200, y: 200, wires: [], ...given, id, type: wanted }]);
          return id;
        },
        [type, properties] as const,
      ),
    async edit(id) {
      const before = await trays();
      await page.evaluate((wanted) => {
        RED.editor.edit(RED.nodes.node(wanted));
      }, id);
      await settled(page, before + 1, true);
    },
    async editConfig(type, id) {
      const before = await trays();
      await page.evaluate(
        ([wantedType, wanted]) => {
          RED.editor.editConfig('', wantedType, wanted);
        },
        [type, id] as const,
      );
      await settled(page, before + 1, true);
    },
    unfold: () =>
      form.evaluate((tray) => {
        // A section can be in another one.
        for (const section of tray.querySelectorAll('details')) if (section.checkVisibility()) section.open = true;
      }),
    fromMenu: (value) =>
      page.locator(`.red-ui-typedInput-options:visible:not([style*="overflow"]) a[value="${value}"]`).click(),
    done: () => close('ok'),
    cancel: () => close('cancel'),
    remove: (id) =>
      page.evaluate((wanted) => {
        RED.nodes.remove(wanted);
        // At once: a new node with the same id would be drawn in the place of this one, without a size.
        RED.view.redraw(true, true);
      }, id),
    saved: (id) => page.evaluate((wanted) => RED.nodes.convertNode(RED.nodes.node(wanted)), id),
    problems: (id) =>
      page.evaluate((wanted) => {
        const node = RED.nodes.node(wanted);
        return node?.valid === true ? [] : (node?.validationErrors ?? ['']);
      }, id),
    async deploy() {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.locator('#red-ui-header-button-deploy').click();
      const response = await answered;
      if (!response.ok()) throw new Error(`The deployment failed: HTTP ${response.status()}`);
    },
  };
}
