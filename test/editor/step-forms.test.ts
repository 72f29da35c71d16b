import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../editor/node-type';
import { accessibilityProblems } from '../support/axe';
import { OFFLINE_EDITOR, openEditor, type Editor } from '../support/editor';
import { sink, simulated, tab } from '../support/flows';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { enqueue, menu, record } from '../support/step-flows';

/** What each form has, and how many outputs a new node has. */
const STEPS = {
  menu: {
    properties: 'prompt promptMode choices tries timeout language hints invalidPrompt nothingPrompt hungUp',
    outputs: 3,
    problems: [],
  },
  record: {
    properties: 'prompt promptMode beep maxLength silence finishOnKey trim transcribe',
    outputs: 2,
    problems: [],
  },
  enqueue: {
    properties: 'queue hold holdUrl holdText workflowSid attributes hungUp',
    outputs: 2,
    problems: [/Queue: Required/],
  },
} as const;

type Name = keyof typeof STEPS;
const names = Object.keys(STEPS) as Name[];

describe("menu, record and enqueue in Node-RED's editor", function () {
  // A real Node-RED and a browser are started.
  this.timeout(120_000);
  let nodeRed: RealNodeRed;
  let editor: Editor;

  before(async () => {
    const place = { x: 200, y: 60 };
    nodeRed = await startNodeRed({
      flows: [
        tab,
        simulated(),
        menu('menu', [['sales'], ['support'], ['none'], ['gone']], { ...place, hungUp: true, outputs: 4 }),
        record('record', [[], []], { ...place, y: 120 }),
        enqueue('enqueue', [[], []], { ...place, y: 180, outputs: 2 }),
        ...['sales', 'support', 'none', 'gone'].map((id) => ({ ...sink(id), type: 'debug' })),
      ],
      settings: OFFLINE_EDITOR,
    });
    editor = await openEditor(nodeRed.admin);
  });
  after(async () => {
    await editor.end();
    await nodeRed.stop();
  });
  afterEach(async function () {
    // What a failed test left open is not to fail the next ones.
    if (this.currentTest?.state === 'failed') while ((await editor.form.count()) > 0) await editor.cancel();
    editor.assertNoErrors();
  });

  const input = (property: string) => editor.form.locator(`#node-input-${property}, #twilio-field-${property}`);
  const rows = () => editor.form.locator('.twilio-list-row:visible');
  const problem = () => editor.form.locator('#twilio-problem-choices');
  const member = (row: number, name: string) => rows().nth(row).locator(`[data-member=${name}]`);
  const write = async (row: number, name: string, text: string) => {
    await member(row, name).fill(text);
    await member(row, name).press('Tab');
  };
  const remove = async (row: number) => {
    const count = await rows().count();
    await editor.form.locator('.red-ui-editableList-item-remove').nth(row).click();
    await rows()
      .nth(count - 1)
      .waitFor({ state: 'detached' });
  };
  const savedMenu = async () => {
    const { choices, wires, outputs } = await editor.saved('menu');
    return { labels: (choices as { label: string }[]).map(({ label }) => label), wires, outputs };
  };

  for (const name of names) {
    it(`${name}: its form and its help have every property, and its form is accessible`, async () => {
      const { properties, outputs, problems } = STEPS[name];
      const id = await editor.drop(nodeTypeOf(name), 600, 300);
      const ports = editor.page.locator(`[id="${id}"] .red-ui-flow-port-output`);
      await ports.nth(outputs - 1).waitFor();
      assert.equal(await ports.count(), outputs);
      await editor.edit(id);
      const folded = editor.form.locator('details:not([open]) > summary:visible');
      while ((await folded.count()) > 0) await folded.first().click();
      for (const property of `name account ${properties}`.split(' ')) {
        assert.equal(await input(property).count(), 1, property);
      }
      assert.deepEqual(await accessibilityProblems(editor.page, '.red-ui-tray .twilio-form'), []);
      await editor.form.locator('.red-ui-tray-footer-left .fa-book').click();
      const help = editor.page.locator('.red-ui-sidebar-help-stack');
      const [first = ''] = properties.split(' ');
      await help.locator('dt').getByText(first, { exact: false }).first().waitFor();
      const terms = (await help.locator('dt').allInnerTexts()).join('\n');
      for (const property of properties.split(' ')) assert.ok(new RegExp(`\\b${property}\\b`).test(terms), property);
      await editor.done();
      const found = await editor.problems(id);
      assert.equal(found.length, problems.length, found.join());
      problems.forEach((wanted, index) => {
        assert.match(found[index] ?? '', wanted);
      });
      await editor.remove(id);
    });
  }

  it('are saved as they were when nothing is changed', async () => {
    for (const name of names) {
      const before = await editor.saved(name);
      await editor.edit(name);
      await editor.done();
      const after = await editor.saved(name);
      assert.deepEqual(after, { ...after, ...before }, name);
    }
  });

  it('menu: has an output for each choice, and its label', async () => {
    await editor.edit('menu');
    await editor.form.locator('.red-ui-editableList-addButton').click();
    await write(2, 'keys', '3');
    await write(2, 'label', 'Hours');
    await editor.done();
    assert.deepEqual(await savedMenu(), {
      labels: ['Sales', 'Support', 'Hours'],
      wires: [['sales'], ['support'], [], ['none'], ['gone']],
      outputs: 5,
    });
    const labels = await editor.page.evaluate(() => {
      const red: unknown = Reflect.get(globalThis, 'RED');
      const { nodes } = red as { nodes: { node(id: string): { _def: { outputLabels(index: number): string } } } };
      const node = nodes.node('menu');
      return [0, 1, 2, 3, 4].map((index) => node._def.outputLabels.call(node, index));
    });
    assert.deepEqual(labels, ['Sales', 'Support', 'Hours', 'no choice', 'hung up']);
    assert.deepEqual(await editor.problems('menu'), []);
  });

  it('menu: its wires follow the choices when one is moved or removed', async () => {
    await editor.edit('menu');
    await rows().nth(1).waitFor();
    const handle = editor.form.locator('.red-ui-editableList-item-handle');
    await handle.nth(1).dragTo(handle.nth(0), { targetPosition: { x: 4, y: 1 }, steps: 10 });
    assert.equal(await member(0, 'label').inputValue(), 'Support');
    await editor.done();
    const { labels, wires } = await savedMenu();
    assert.deepEqual(labels.slice(0, 2), ['Support', 'Sales']);
    assert.deepEqual((wires as string[][]).slice(0, 2), [['support'], ['sales']]);
    await editor.edit('menu');
    await remove(0);
    await input('hungUp').uncheck();
    await editor.done();
    assert.deepEqual(await savedMenu(), {
      labels: ['Sales', 'Hours'],
      wires: [['sales'], [], ['none']],
      outputs: 3,
    });
  });

  it('menu: says what is wrong with its choices', async () => {
    await editor.edit('menu');
    await write(1, 'keys', '1');
    await problem()
      .filter({ hasText: /“1” is there twice/ })
      .waitFor();
    await write(1, 'keys', 'x');
    await problem()
      .filter({ hasText: /“x” is not a key/ })
      .waitFor();
    await write(1, 'keys', '');
    await problem()
      .filter({ hasText: /Choice 2 needs a key or a word/ })
      .waitFor();
    await remove(1);
    await remove(0);
    await problem()
      .filter({ hasText: /Add a choice/ })
      .waitFor();
    await editor.done();
    assert.match((await editor.problems('menu')).join(), /Choices: Add a choice/);
    assert.equal((await savedMenu()).outputs, 1);
  });

  it('record: checks the maximum length of a transcription', async () => {
    await editor.edit('record');
    const length = input('maxLength').locator('+ .red-ui-typedInput-container');
    await length.locator('.red-ui-typedInput-input').fill('600');
    await input('transcribe').check();
    await editor.form.locator('.input-error').and(length).waitFor();
    await editor.done();
    assert.match((await editor.problems('record')).join(), /Maximum length: Enter a whole number from 1 to 120/);
  });

  it('enqueue: needs no queue when it has a workflow', async () => {
    await editor.edit('enqueue');
    const fill = (property: string, text: string) =>
      input(property).locator('+ .red-ui-typedInput-container .red-ui-typedInput-input').fill(text);
    await fill('queue', '');
    await editor.form.locator('#twilio-section-workflow > summary').click();
    await fill('workflowSid', `WW${'0'.repeat(32)}`);
    await editor.done();
    assert.deepEqual(await editor.problems('enqueue'), []);
  });
});
