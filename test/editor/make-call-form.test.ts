import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { useActionForms } from '../support/action-forms';

describe('the form of make call', function () {
  this.timeout(60_000);
  const { box, choose, edit, editor, input, marked, note, typed, valueOf, write } = useActionForms();

  it('make call: has a second output for the answered call, and saves what it is to be', async () => {
    await edit('make-call');
    await input('answer').selectOption('flow');
    await input('wait').check();
    await write('maxWait', '0');
    await marked('maxWait').waitFor();
    await write('maxWait', '90');
    await input('machineDetection').selectOption('DetectMessageEnd');
    await input('asyncAmd').check();
    await box('statusEvents', 'ringing').check();
    await write('timeout', '601');
    await marked('timeout').waitFor();
    await write('timeout', '20');
    await write('sendDigits', 'x');
    await marked('sendDigits').waitFor();
    await write('sendDigits', 'ww12#');
    await marked('sendDigits').waitFor();
    await write('sendDigits', '');
    await editor.done();
    await editor.page.locator('[id="make-call"] .red-ui-flow-port-output').nth(1).waitFor();
    const { answer, wait, maxWait, machineDetection, asyncAmd, statusEvents, timeout, timeoutType, sendDigits } =
      await editor.saved('make-call');
    assert.deepEqual(
      { answer, wait, maxWait, machineDetection, asyncAmd, statusEvents, timeout, timeoutType, sendDigits },
      {
        answer: 'flow',
        wait: true,
        maxWait: 90,
        machineDetection: 'DetectMessageEnd',
        asyncAmd: true,
        statusEvents: ['ringing'],
        timeout: '20',
        timeoutType: 'num',
        sendDigits: '',
      },
    );
    assert.deepEqual(await editor.problems('make-call'), []);
  });

  it('make call: the voice and the languages can come from the message', async () => {
    // A node from before these were TypedInputs.
    const old = { voiceType: undefined, languageType: undefined, transcriptionLanguageType: undefined };
    await editor.add(action('make-call', { ...old, id: 'old-call', x: 500, y: 200, voice: 'Polly.Amy', wires: [[]] }));
    await edit('old-call');
    assert.equal(await valueOf('voice'), 'Polly.Amy');
    for (const property of ['voice', 'language']) {
      await choose(property, 'msg');
      await write(property, property);
    }
    await input('transcribe').check();
    await choose('transcriptionLanguage', 'env');
    await write('transcriptionLanguage', 'SPOKEN');
    await editor.done();
    const saved = await editor.saved('old-call');
    assert.deepEqual(
      ['voice', 'language', 'transcriptionLanguage'].map((property) => [saved[property], saved[`${property}Type`]]),
      [
        ['voice', 'msg'],
        ['language', 'msg'],
        ['SPOKEN', 'env'],
      ],
    );
    await editor.remove('old-call');
  });

  it('make call: offers the numbers of the account and its verified caller IDs', async () => {
    await edit('make-call');
    await typed('from').locator('.twilio-choose').click();
    const last = editor.form.locator('.twilio-choices:visible [role=option]').last();
    await last.filter({ hasText: /\+14155550190.*verified caller ID/s }).click();
    assert.equal(await valueOf('from'), '+14155550190');
    await editor.cancel();
  });

  it('make call: warns when Twilio has to call back and the account has no public URL', async () => {
    await edit('make-call');
    assert.equal(await note('reach').isVisible(), false);
    await input('account').selectOption('local-account');
    await note('reach').waitFor();
    await input('answer').selectOption('say');
    await input('wait').uncheck();
    await box('statusEvents', 'ringing').uncheck();
    await input('asyncAmd').uncheck();
    await note('reach').waitFor({ state: 'hidden' });
    await editor.cancel();
  });

  it('an open list follows its field, and closes when the field is out of sight or the window is resized', async () => {
    await edit('make-call');
    const list = editor.form.locator('.twilio-choices:visible');
    const field = typed('from');
    const open = async () => {
      await field.scrollIntoViewIfNeeded();
      await field.locator('.twilio-choose').click();
      await list.waitFor();
    };
    const scroll = (top: number) =>
      field.evaluate((inside, px) => {
        let outer = inside.parentElement;
        while (outer && getComputedStyle(outer).overflowY !== 'auto') outer = outer.parentElement;
        outer?.scrollTo(0, px);
      }, top);
    const size = editor.page.viewportSize() ?? { width: 1280, height: 900 };
    await editor.page.setViewportSize({ ...size, height: 600 });
    await editor.unfold();
    await scroll(0);
    await open();
    await scroll(40);
    await editor.page.waitForFunction(() => {
      const shown = [...document.querySelectorAll('.twilio-choices')].find((one) => one.checkVisibility());
      const above = shown?.previousElementSibling?.getBoundingClientRect().bottom;
      return shown && Math.abs(shown.getBoundingClientRect().top - 2 - (above ?? 0)) < 1;
    });
    await scroll(5000);
    await list.waitFor({ state: 'hidden' });
    await open();
    await editor.page.setViewportSize({ ...size, height: 300 });
    await list.waitFor({ state: 'hidden' });
    await editor.page.setViewportSize(size);
    await editor.cancel();
  });
});
