import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { action } from '../support/action-flows';
import { editorAccessibilityProblems, useDarkTheme } from '../support/axe';
import { sendSms, smsIn, tab } from '../support/flows';
import { OUTSIDE_NUMBERS, useEditorAndTwilio } from '../support/shared-editor';
import { outsideAccount, type TwilioServer } from '../support/twilio-server';

const [US, OTHER] = OUTSIDE_NUMBERS;

/** What stands before the account's answers. */
type Gate = (uri: string) => Promise<{ statusCode: number; body: unknown } | undefined>;

const open: Gate = () => Promise.resolve(undefined);

describe('fields that are chosen from the account', function () {
  this.timeout(60_000);
  const { editor, twilio } = useEditorAndTwilio({
    flows: [
      tab,
      outsideAccount(),
      sendSms({ x: 200, y: 60, from: '', wires: [[]] }),
      smsIn({ x: 200, y: 120, wires: [[]] }),
      action('make-call', { id: 'call', x: 200, y: 180, from: OTHER, wires: [[]] }),
      action('verify', { id: 'verify', x: 200, y: 240, wires: [[]] }),
    ],
    expected: /Failed to load resource: .* status of 502/,
  });
  let gate = open;
  let ungated: TwilioServer['simulator']['request'];

  before(() => {
    const { simulator } = twilio;
    ungated = simulator.request;
    const request = ungated.bind(simulator);
    simulator.request = async (one) => (await gate(one.uri)) ?? request(one);
  });
  after(() => {
    twilio.simulator.request = ungated;
  });
  afterEach(() => {
    gate = open;
  });

  const { SCREENSHOTS } = process.env;
  const picture = async (name: string): Promise<void> => {
    if (SCREENSHOTS === undefined) return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const width of [1024, 1440]) {
      await editor.page.setViewportSize({ width, height: 900 });
      for (const isDark of [false, true]) {
        await useDarkTheme(editor.page, isDark);
        await editor.page.screenshot({ path: `${SCREENSHOTS}/${name}-${width}${isDark ? '-dark' : ''}.png` });
      }
      await useDarkTheme(editor.page, false);
    }
  };
  const box = (property: string) =>
    editor.form.locator(`#node-input-${property}-text, input#node-input-${property}:visible`);
  const options = () => editor.form.locator('.twilio-choices:visible [role=option]');
  const said = () => editor.form.locator('.twilio-choices:visible [role=status]');
  const accessible = async () => {
    assert.deepEqual(await editorAccessibilityProblems(editor.page, '.red-ui-tray .twilio-form'), []);
  };

  // The first one: later the server still has the list that it got.
  it('show the error of the account, keep the value, and have a button to try again', async () => {
    gate = (uri) =>
      uri.includes('IncomingPhoneNumbers')
        ? Promise.resolve({ statusCode: 401, body: { code: 20003, message: 'Authenticate', status: 401 } })
        : open(uri);
    await editor.edit('call');
    await box('from').click();
    await said()
      .filter({ hasText: /Authenticate.*Account SID/ })
      .waitFor();
    assert.ok(!(await said().innerText()).includes(twilio.simulator.authToken));
    assert.equal(await box('from').inputValue(), OTHER);
    await accessible();
    await picture('failing');
    gate = open;
    await box('from').press('Tab');
    const focused = () => editor.page.evaluate(() => document.activeElement?.textContent ?? '');
    assert.equal(await focused(), 'Try again');
    await editor.page.keyboard.press('Enter');
    await options().first().waitFor();
    await editor.done();
    assert.equal((await editor.saved('call'))['from'], OTHER);
  });

  it('are chosen with the keyboard, with what a number can do, and saved as a text', async () => {
    await editor.edit('send');
    await box('from').focus();
    await box('from').press('ArrowDown');
    await options().first().waitFor();
    assert.deepEqual(await options().evaluateAll((all) => all.map((one) => one.getAttribute('data-value'))), [
      US,
      OTHER,
    ]);
    assert.match(await options().first().innerText(), /SMS, MMS, calls/);
    await picture('working');
    await accessible();
    await box('from').press('ArrowDown');
    await box('from').press('ArrowDown');
    const active = await box('from').getAttribute('aria-activedescendant');
    assert.equal(active, await options().nth(1).getAttribute('id'));
    await box('from').press('Enter');
    await options().first().waitFor({ state: 'hidden' });
    assert.equal(await box('from').inputValue(), OTHER);
    assert.equal(await box('from').getAttribute('aria-expanded'), 'false');
    await editor.done();
    const { from, fromType } = await editor.saved('send');
    assert.deepEqual({ from, fromType }, { from: OTHER, fromType: 'str' });
  });

  it('are searched by what is typed, and keep what is not in the list', async () => {
    await editor.edit('send');
    await box('from').click();
    await options().nth(1).waitFor();
    await box('from').fill('0100');
    await options().filter({ hasText: OTHER }).waitFor({ state: 'detached' });
    assert.equal(await options().count(), 1);
    await options().first().click();
    assert.equal(await box('from').inputValue(), US);
    await box('from').fill('RINGFLOW');
    await said()
      .filter({ hasText: /used as it is/ })
      .waitFor();
    // The first Escape closes the list, and not the form.
    await box('from').press('Escape');
    await said().waitFor({ state: 'hidden' });
    await editor.done();
    assert.equal((await editor.saved('send'))['from'], 'RINGFLOW');
    assert.deepEqual(await editor.problems('send'), []);
  });

  it('have no list while the value comes from elsewhere', async () => {
    await editor.edit('send');
    const field = editor.form.locator('#node-input-from + .red-ui-typedInput-container');
    await field.locator('.red-ui-typedInput-type-select').click();
    await editor.fromMenu('env');
    await field.locator('.twilio-choose').waitFor({ state: 'hidden' });
    assert.equal(await box('from').getAttribute('role'), null);
    await box('from').press('ArrowDown');
    assert.equal(await options().count(), 0);
    await editor.cancel();
  });

  it('are several in a filter, where one can type too', async () => {
    await editor.edit('in');
    await editor.form.locator('#twilio-section-filters > summary').click();
    await editor.form.locator('.twilio-combo:has(#node-input-filterTo) .twilio-choose').click();
    await options().first().waitFor();
    await options().nth(0).click();
    await options().nth(1).click();
    assert.equal(await box('filterTo').inputValue(), `${US}, ${OTHER}`);
    await accessible();
    await picture('filter');
    await options().nth(0).click();
    assert.equal(await box('filterTo').inputValue(), OTHER);
    await box('filterTo').press('End');
    await box('filterTo').pressSequentially(', +44*, 0100');
    await options().first().waitFor();
    await box('filterTo').press('ArrowDown');
    await box('filterTo').press('Enter');
    assert.equal(await box('filterTo').inputValue(), `${OTHER}, +44*, ${US}`);
    await editor.done();
    assert.equal((await editor.saved('in'))['filterTo'], `${OTHER}, +44*, ${US}`);
    assert.deepEqual(await editor.problems('in'), []);
  });

  it('show that the list is loading, and fill it when the account answers', async () => {
    let answer = (): void => undefined;
    const held = new Promise<undefined>((resolve) => {
      answer = () => {
        resolve(undefined);
      };
    });
    gate = (uri) => (uri.includes('verify.twilio.com') ? held : open(uri));
    await editor.edit('verify');
    await box('service').click();
    await said().filter({ hasText: 'Asking the account…' }).waitFor();
    await accessible();
    await picture('slow');
    answer();
    await options().first().waitFor();
    assert.match((await options().first().getAttribute('data-value')) ?? '', /^VA[0-9a-f]{32}$/);
    await editor.cancel();
  });

  it('are in the form of the account too', async () => {
    await editor.editConfig('twilio-config', 'account');
    await editor.form.locator('#twilio-config-section-defaults').evaluate((section) => {
      section.setAttribute('open', '');
    });
    const from = editor.form.locator('#node-config-input-from');
    await from.click();
    await options().first().click();
    assert.equal(await from.inputValue(), US);
    await editor.cancel();
  });
});
