import assert from 'node:assert/strict';
import { expandForm } from '../../editor/form-markup';

const form = (body: string, type = 'twilio-test'): string =>
  expandForm(`<script type="text/html" data-template-name="${type}">${body}</script>`);

describe('the short tags of a form', () => {
  it('leave everything outside a form alone', () => {
    assert.equal(expandForm('<p><x-name /></p>'), '<p><x-name /></p>');
  });

  it('become rows with a label for their field', () => {
    const html = form('<x-text property="code" icon="tag" hint="yes" />');
    assert.match(html, /<label for="node-input-code">/);
    assert.match(html, /<input type="text" id="node-input-code"/);
    assert.match(html, /data-i18n="twilio-test.label.code"/);
    assert.match(html, /data-i18n="\[html\]twilio-test.hint.code"/);
  });

  it("use the config node's ids in the account's form", () => {
    const html = form('<x-check property="on" />', 'twilio-config');
    assert.match(html, /id="node-config-input-on"/);
    assert.match(html, /id="twilio-config-row-on"/);
  });

  it('give a TypedInput its hidden type', () => {
    assert.match(form('<x-typed property="to" icon="mobile" />'), /<input type="hidden" id="node-input-toType">/);
  });

  it('leave what is no number in a field for numbers: it may be an environment variable', () => {
    const html = form('<x-number property="limit" icon="tag" />');
    assert.match(html, /<input type="text" inputmode="numeric" id="twilio-field-limit"/);
  });

  it('may be written with an end tag', () => {
    assert.equal(form('<x-name></x-name>'), form('<x-name />'));
  });

  it('fold rows into sections', () => {
    const html = form('<x-section name="more" icon="sliders"><x-name /></x-section>');
    assert.match(
      html,
      /<details class="twilio-section" id="twilio-section-more">[\s\S]*node-input-name[\s\S]*<\/details>/,
    );
  });

  it('give a trigger the filters that it asks for, and its second output', () => {
    const html = form('<x-filters fields="from media" />');
    for (const id of ['node-input-filterFrom', 'node-input-filterMedia', 'node-input-rejected', 'node-input-outputs']) {
      assert.ok(html.includes(`id="${id}"`), id);
    }
    assert.ok(!html.includes('filterBody'));
  });

  it('give a trigger the fields of the answers that it offers', () => {
    const html = form('<x-answer modes="empty flow" />');
    assert.match(html, /id="twilio-row-deadline" data-when="respond=flow"/);
    assert.ok(!html.includes('replyText'));
  });

  it('give a trigger tick boxes for its statuses, each with its meaning', () => {
    const html = form('<x-filters fields="status order" statuses="sent failed" words="common.messageStatus" />');
    assert.match(html, /id="twilio-field-filterStatus" role="group" aria-labelledby="twilio-label-filterStatus"/);
    assert.match(
      html,
      /<input type="checkbox" value="sent">.*data-i18n="@ringflow\/node-red-twilio\/twilio-config:common.messageStatus.sent"/,
    );
    assert.match(form('<x-ticks property="a" choices="b" />'), /data-i18n="twilio-test.a.b"/);
    assert.match(html, /id="node-input-inOrder"/);
  });

  it('tell own numbers from those of others, whichever way a message goes', () => {
    const placeholders = (parties: string): string[] =>
      [...form(`<x-filters fields="from to" parties="${parties}" />`).matchAll(/common\.placeholder\.(\w+)/g)].map(
        ([, name]) => name ?? '',
      );
    assert.deepEqual(placeholders('received'), ['anyone', 'ownNumber']);
    assert.deepEqual(placeholders('sent'), ['ownNumber', 'anyone']);
  });

  it('give a trigger the rows of what it fetches, and room for more of them', () => {
    const html = form('<x-fetch property="fetchAudio"><x-check property="more" /></x-fetch>');
    assert.match(html, /<select id="node-input-fetchAudio"/);
    assert.match(html, /id="twilio-row-folder" data-when="fetchAudio=file"/);
    assert.match(html, /id="twilio-row-limit" data-when="fetchAudio=buffer\|file"/);
    assert.match(html, /id="node-input-more"[\s\S]*<\/details>/);
  });

  it('are refused when they do not exist', () => {
    assert.throws(() => form('<x-nonsense />'), /twilio-test has a tag <x-nonsense>/);
    assert.throws(() => form('<x-filters fields="moon" />'), /"moon"/);
    assert.throws(() => form('<x-text icon="tag" />'), /without a property/);
  });
});
