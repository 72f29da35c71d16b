import assert from 'node:assert/strict';
import { action } from '../support/action-flows';
import { useActionForms } from '../support/action-forms';
import { formAccessibilityProblems } from '../support/axe';

describe('the form of api', function () {
  this.timeout(60_000);
  const { choose, edit, editor, input, marked, note, says, shown, valueOf, write } = useActionForms();

  it('api: draws its form from the catalogue, and writes what is typed into the parameters', async () => {
    await edit('api');
    const row = (name: string) => editor.form.locator(`#twilio-parameter-${name}`);
    await input('resource').selectOption('availableNumbers');
    assert.equal(await input('operation').inputValue(), 'search');
    await marked('parameters').waitFor();
    await row('country').fill('DE');
    await row('type').selectOption('Mobile');
    await row('smsEnabled').selectOption('true');
    await row('areaCode').fill('89');
    const [above, field] = await Promise.all([input('resource').boundingBox(), row('areaCode').boundingBox()]);
    assert.deepEqual([field?.x, field?.width], [above?.x, above?.width], 'all fields stand in one column');
    assert.deepEqual(JSON.parse(await valueOf('parameters')), {
      country: 'DE',
      type: 'Mobile',
      smsEnabled: true,
      areaCode: 89,
    });
    await marked('parameters').waitFor({ state: 'detached' });
    await row('smsEnabled').selectOption('');
    assert.equal(await shown('limit').isVisible(), true);
    assert.equal(await shown('confirm').isVisible(), false);
    assert.match((await editor.form.locator('#twilio-docs a').getAttribute('href')) ?? '', /availablephonenumber/);
    assert.deepEqual(await formAccessibilityProblems(editor.page), []);
    await editor.done();
    const saved = await editor.saved('api');
    assert.deepEqual(
      [saved['resource'], saved['operation'], JSON.parse(String(saved['parameters'])), saved['limit']],
      ['availableNumbers', 'search', { country: 'DE', type: 'Mobile', areaCode: 89 }, 50],
    );
    assert.deepEqual(await editor.problems('api'), []);

    await edit('api');
    assert.deepEqual(
      [await input('resource').inputValue(), await input('operation').inputValue(), await row('country').inputValue()],
      ['availableNumbers', 'search', 'DE'],
    );
    await editor.cancel();
  });

  it('api: needs a confirmation for what costs money or cannot be undone', async () => {
    await editor.add(action('api', { id: 'confirming', x: 500, y: 300, wires: [[]] }));
    await edit('confirming');
    await input('resource').selectOption('incomingNumbers');
    await input('operation').selectOption('release');
    await note('confirmed').waitFor();
    assert.equal(await shown('confirm').isVisible(), true);
    await says('confirm', /Otherwise nothing is sent/);
    await input('confirm').check();
    await marked('confirm').waitFor({ state: 'detached' });
    await input('confirm').uncheck();
    assert.equal(await shown('limit').isVisible(), false);
    await input('operation').selectOption('setWebhooks');
    await note('setWebhooks').waitFor();
    assert.equal(await shown('confirm').isVisible(), true);
    assert.equal(await note('confirmed').isVisible(), false);
    await input('operation').selectOption('list');
    assert.equal(await shown('confirm').isVisible(), false);
    await input('resource').selectOption('request');
    await note('request').waitFor();
    assert.equal(await shown('confirm').isVisible(), true);
    assert.equal(await note('confirmed').isVisible(), false);
    assert.equal(await marked('confirm').count(), 0);
    await input('method').selectOption('DELETE');
    await says('confirm', /Otherwise nothing is sent/);
    await input('method').selectOption('POST');
    await marked('confirm').waitFor({ state: 'detached' });
    await write('path', '/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json');
    await says('confirm', /Otherwise nothing is sent/);
    await editor.done();
    assert.match((await editor.problems('confirming')).join(), /^Confirmed: .*Otherwise nothing is sent/);
    await editor.remove('confirming');
  });

  it('api: leaves a node without the property as it is, and shows that it may run', async () => {
    const node = action('api', { id: 'older', x: 500, y: 300, resource: 'messages', operation: 'delete', wires: [[]] });
    Reflect.deleteProperty(node, 'confirm');
    await editor.add({ ...node, parameters: JSON.stringify({ sid: `SM${'0'.repeat(32)}` }) });
    assert.deepEqual(await editor.problems('older'), []);
    await edit('older');
    assert.equal(await input('confirm').isChecked(), true);
    await input('operation').selectOption('redact');
    await says('confirm', /Otherwise nothing is sent/);
    await editor.cancel();
    await edit('older');
    await editor.done();
    assert.equal((await editor.saved('older'))['confirm'], true);
    await editor.remove('older');
  });

  it('api: needs a new confirmation for another operation, and keeps the saved one', async () => {
    const numberSid = `PN${'0'.repeat(32)}`;
    const release = {
      resource: 'incomingNumbers',
      operation: 'release',
      parameters: JSON.stringify({ sid: numberSid }),
    };
    await editor.add(action('api', { id: 'release', x: 500, y: 260, ...release, confirm: true, wires: [[]] }));
    await edit('release');
    assert.equal(await input('confirm').isChecked(), true);
    await editor.done();
    assert.equal((await editor.saved('release'))['confirm'], true);
    await edit('release');
    await input('operation').selectOption('buy');
    assert.equal(await input('confirm').isChecked(), false);
    await input('confirm').check();
    await input('resource').selectOption('messages');
    await editor.done();
    assert.equal((await editor.saved('release'))['confirm'], false);
    await editor.remove('release');
  });

  it('api: drops the parameters of the previous operation, but not those from a message', async () => {
    const search = {
      resource: 'availableNumbers',
      operation: 'search',
      parameters: '{"country":"DE","type":"Mobile"}',
    };
    await editor.add(action('api', { id: 'search', x: 500, y: 260, ...search, wires: [[]] }));
    await edit('search');
    assert.equal(await valueOf('parameters'), search.parameters);
    await input('resource').selectOption('messages');
    assert.equal(await valueOf('parameters'), '{}');
    await marked('parameters').waitFor({ state: 'detached' });
    await choose('parameters', 'msg');
    await write('parameters', 'wanted');
    await input('resource').selectOption('calls');
    assert.equal(await valueOf('parameters'), 'wanted');
    await editor.cancel();
    await editor.remove('search');
  });

  it('api: sends requests of your own to Twilio only', async () => {
    await edit('api');
    await input('resource').selectOption('request');
    assert.equal(await input('operation').isVisible(), false);
    await write('path', 'https://example.com/');
    await marked('path').waitFor();
    await write('path', '/2010-04-01/Accounts/{AccountSid}/Queues.json');
    await write('parameters', '{"FriendlyName":"x"}');
    assert.equal(await input('json').isVisible(), false);
    await input('method').selectOption('POST');
    await input('json').check();
    await editor.done();
    const { resource, method, path, json, parameters } = await editor.saved('api');
    assert.deepEqual(
      { resource, method, path, json, parameters },
      {
        resource: 'request',
        method: 'POST',
        path: '/2010-04-01/Accounts/{AccountSid}/Queues.json',
        json: true,
        parameters: '{"FriendlyName":"x"}',
      },
    );
    assert.deepEqual(await editor.problems('api'), []);
  });
});
