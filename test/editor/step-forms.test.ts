import assert from 'node:assert/strict';
import { sink, simulated, tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';
import { dial, enqueue, menu, record } from '../support/step-flows';

const names = ['menu', 'record', 'dial', 'enqueue'];

describe("menu, record, dial and enqueue in Node-RED's editor", function () {
  // A real Node-RED and a browser are started.
  this.timeout(120_000);
  const place = { x: 200, y: 60 };
  const { editor } = useEditor({
    flows: [
      tab,
      simulated(),
      menu('menu', [['sales'], ['support'], ['none'], ['gone']], { ...place, hungUp: true, outputs: 4 }),
      record('record', [[], []], { ...place, y: 120 }),
      dial('dial', [[], []], { ...place, y: 240, outputs: 2 }),
      enqueue('enqueue', [[], []], { ...place, y: 180, outputs: 2 }),
      ...['sales', 'support', 'none', 'gone'].map((id) => ({ ...sink(id), type: 'debug' })),
    ],
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

  it('are saved as they were when nothing is changed', async () => {
    for (const name of names) {
      const before = await editor.saved(name);
      await editor.edit(name);
      await editor.done();
      const after = await editor.saved(name);
      assert.deepEqual(after, { ...after, ...before }, name);
    }
  });

  it('menu: has two choices when it is new, and three outputs', async () => {
    const id = await editor.drop('twilio-menu', 600, 300);
    await editor.page.locator(`[id="${id}"] .red-ui-flow-port-output`).nth(2).waitFor();
    assert.deepEqual(await editor.problems(id), []);
    assert.equal((await editor.saved(id))['outputs'], 3);
    await editor.remove(id);
  });

  it('menu: shows the example of the prompt in the first two rows, wherever they are moved', async () => {
    await editor.edit('menu');
    await editor.form.locator('.red-ui-editableList-addButton').click();
    await rows().nth(2).waitFor();
    const examples = () =>
      rows().evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll('input')].map(({ placeholder }) => placeholder).join(' ')),
      );
    assert.deepEqual(await examples(), ['1 sales Sales', '2 support Support', '  ']);
    await remove(0);
    assert.deepEqual(await examples(), ['1 sales Sales', '2 support Support']);
    await editor.cancel();
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
      .filter({ hasText: /“1” is used twice/ })
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

  it('dial: has a text that the callee hears, the key to accept, and an output for “hung up”', async () => {
    await editor.edit('dial');
    const whisper = input('whisper').locator('+ .red-ui-typedInput-container');
    await input('accept').check();
    await whisper.locator('.twilio-lines').fill('Press any key');
    await whisper.locator('.twilio-lines').press('Tab');
    await input('hungUp').check();
    await editor.done();
    assert.deepEqual(await editor.problems('dial'), []);
    const { outputs, whisper: text, accept } = await editor.saved('dial');
    assert.deepEqual([outputs, text, accept], [3, 'Press any key', true]);
  });

  it('dial: shows the fields of the kind, and marks what another kind has left', async () => {
    await editor.edit('dial');
    const visible = async () => {
      const all = ['order', 'callerId', 'timeout', 'ringUntilAnswered', 'whisper', 'accept'];
      const rows = all.map((property) =>
        editor.form.locator('.form-row', { has: editor.page.locator(`#node-input-${property}`) }),
      );
      const seen = await Promise.all(rows.map((row) => row.isVisible()));
      return all.filter((_property, index) => seen[index]).join(' ');
    };
    assert.equal(await visible(), 'order callerId timeout ringUntilAnswered whisper accept');
    await input('kind').selectOption('queue');
    assert.equal(await visible(), 'timeout whisper');
    await input('kind').selectOption('conference');
    assert.equal(await visible(), 'whisper');
    await editor.done();
    assert.match((await editor.problems('dial')).join(), /Say first: A conference or a queue has no callee/);
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
