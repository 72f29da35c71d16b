/** TwiML in Node-RED's code editor, Monaco. The other forms are tested with Ace, which loads faster. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { action } from '../support/action-flows';
import { OFFLINE_EDITOR, openEditor, type Editor } from '../support/editor';
import { simulated, tab, trigger, twiml } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';

const LINES = '<Response>\n  <Say>Hello</Say>\n</Response>\n';
const TO = { to: '+14155550123', toType: 'str' };
const PLACE = { x: 200, wires: [] };

/** A node of each kind that has the field. */
const NODES: FlowNode[] = [
  twiml({ ...PLACE, y: 60, twiml: LINES, twimlType: 'str' }),
  action('make-call', { ...PLACE, ...TO, id: 'make-call', y: 120, answer: 'twiml', twiml: LINES, twimlType: 'str' }),
  action('call-control', {
    ...PLACE,
    ...TO,
    id: 'call-control',
    y: 180,
    operation: 'transfer',
    transferTo: 'twiml',
    twiml: LINES,
    twimlType: 'str',
  }),
];

const FROM_MESSAGE = twiml({ ...PLACE, id: 'from-message', y: 300, twiml: 'payload', twimlType: 'msg' });

describe('a field with a code editor', function () {
  this.timeout(120_000);
  let nodeRed: RealNodeRed;
  let editor: Editor;

  before(async () => {
    const callIn = trigger('call-in', { ...PLACE, id: 'call-in', y: 240, wires: [[]] });
    nodeRed = await startNodeRed({
      flows: [tab, simulated(), ...NODES, FROM_MESSAGE, callIn],
      settings: OFFLINE_EDITOR,
    });
    editor = await openEditor(nodeRed.admin);
  });
  after(async () => {
    await editor.end();
    await nodeRed.stop();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') while ((await editor.form.count()) > 0) await editor.cancel();
    editor.assertNoErrors();
  });

  const code = () => editor.form.locator('#twilio-code-twiml .view-lines');
  /** The code editor of a field without a TypedInput. */
  const ownCode = () => editor.form.locator('#twilio-field-twiml .view-lines');
  const problem = () => editor.form.locator('#twilio-problem-twiml');
  const input = (property: string) => editor.form.locator(`#node-input-${property}`);
  const typed = (property: string) => input(property).locator('+ .red-ui-typedInput-container');
  const marked = (property: string) => editor.form.locator('.input-error').and(typed(property));

  /** Replaces what is in the code editor, as a person who pastes. */
  async function paste(into: Locator, text: string): Promise<void> {
    await into.click();
    await editor.page.keyboard.press('ControlOrMeta+a');
    await editor.page.keyboard.press('Delete');
    await editor.page.keyboard.insertText(text);
  }

  it('has its hint below the TypedInput while the document comes from the message', async () => {
    await editor.edit(FROM_MESSAGE.id);
    const leftOf = async (part: Locator) => Math.round((await part.boundingBox())?.x ?? -1);
    assert.equal(
      await leftOf(typed('twiml').locator('~ .twilio-hint').filter({ visible: true })),
      await leftOf(typed('twiml')),
    );
    await editor.cancel();
  });

  for (const { id } of NODES) {
    it(`${id}: keeps its lines, and checks TwiML while it is typed`, async () => {
      await editor.edit(id);
      await code().getByText('Hello').waitFor();
      await editor.done();
      assert.equal((await editor.saved(id))['twiml'], LINES);
      await editor.edit(id);
      const document = '<Response><Say>Good day</Say></Response>';
      await paste(code(), '<Response><Speak/></Response>');
      await problem()
        .filter({ hasText: /“Speak” is not a valid TwiML verb/ })
        .waitFor();
      await paste(code(), document);
      await problem().filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
      await editor.done();
      const saved = await editor.saved(id);
      assert.deepEqual([saved['twimlType'], saved['twiml']], ['str', document]);
      assert.deepEqual(await editor.problems(id), []);
    });
  }

  it('make call: is judged only when that is what is done', async () => {
    await editor.edit('make-call');
    await paste(code(), '<Response><Sing/></Response>');
    await marked('twiml').waitFor();
    await paste(code(), '<Response><Hangup/></Response>');
    await marked('twiml').waitFor({ state: 'detached' });
    await input('answer').selectOption('url');
    await typed('url').locator('.red-ui-typedInput-input').fill('example.com');
    await typed('url').locator('.red-ui-typedInput-input').press('Tab');
    await marked('url').waitFor();
    await editor.cancel();
  });

  it('call control: has a document from before there was a code editor', async () => {
    const document = '<Response><Leave/></Response>';
    const old = { transferTo: undefined, twiml: undefined, twimlType: undefined };
    const node = action('call-control', { ...old, id: 'old', x: 500, y: 200, operation: 'transfer', wires: [[]] });
    await editor.add({ ...node, to: document, toType: 'str' });
    await editor.edit('old');
    await code().getByText('Leave').waitFor();
    assert.equal(await typed('to').isVisible(), false);
    await editor.done();
    const { transferTo, twiml: kept, twimlType, to } = await editor.saved('old');
    assert.deepEqual(
      { transferTo, twiml: kept, twimlType, to },
      { transferTo: 'twiml', twiml: document, twimlType: 'str', to: '' },
    );
    assert.deepEqual(await editor.problems('old'), []);
  });

  it('call in: checks TwiML while it is typed, and saves it', async () => {
    await editor.edit('call-in');
    await input('respond').selectOption('twiml');
    const mistakes: [string, RegExp][] = [
      ['<Response><Say>Hello</Response>', /Invalid XML: .+line 1/],
      ['<Answer/>', /root element must be Response, not Answer/],
      ['<Response><Speak>Hello</Speak></Response>', /“Speak” is not a valid TwiML verb/],
      ['<Response><Message>Hello</Message></Response>', /“Message” is not a valid TwiML verb/],
    ];
    for (const [document, sentence] of mistakes) {
      await paste(ownCode(), document);
      await problem().filter({ hasText: sentence }).waitFor();
      await editor.form.locator('#twilio-field-twiml.input-error').waitFor();
    }
    await editor.done();
    assert.match((await editor.problems('call-in')).join(), /not a valid TwiML verb/);

    await editor.edit('call-in');
    await paste(ownCode(), '<Response><Say>Hello</Say></Response>');
    await problem().filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await editor.done();
    const { respond, twiml: document } = await editor.saved('call-in');
    assert.deepEqual({ respond, document }, { respond: 'twiml', document: '<Response><Say>Hello</Say></Response>' });
    assert.deepEqual(await editor.problems('call-in'), []);
  });

  it('call in: TwiML that is not in use is not judged', async () => {
    await editor.edit('call-in');
    await paste(ownCode(), '<Answer/>');
    await editor.form.locator('#twilio-field-twiml.input-error').waitFor();
    await input('respond').selectOption('reject');
    await editor.form.locator('#twilio-field-twiml.input-error').waitFor({ state: 'detached' });
    await editor.cancel();
    assert.equal((await editor.saved('call-in'))['twiml'], '<Response><Say>Hello</Say></Response>');
  });
});
