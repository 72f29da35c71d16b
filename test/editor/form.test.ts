import assert from 'node:assert/strict';
import { h, type ComponentChild } from 'preact';
import {
  Checkbox,
  Checkboxes,
  Name,
  NumberField,
  OptionField,
  Problem,
  Select,
  TextField,
  TypedField,
} from '../../editor/form/fields';
import { JsonRows, Section } from '../../editor/form/layout';
import { renderForm } from '../../editor/form/render';
import { Download, Filters, MessageAnswer } from '../../editor/form/trigger';

const form = (content: ComponentChild, type = 'twilio-test'): string => renderForm(type, () => h('div', {}, content));

describe('the components of a form', () => {
  it('are in the script that Node-RED looks for', () => {
    assert.match(
      form(h(Name, {})),
      /^<script type="text\/html" data-template-name="twilio-test">\n[^]*\n<\/script>\n$/,
    );
  });

  it('render a row with a label for its field', () => {
    const html = form(h(TextField, { property: 'code', icon: 'tag', hint: true }));
    assert.match(html, /<label for="node-input-code">/);
    assert.match(html, /<input type="text" id="node-input-code"/);
    assert.match(html, /data-i18n="[^"]*:twilio-test.label.code"/);
    assert.match(html, /data-i18n="\[html\][^"]*:twilio-test.hint.code"/);
  });

  it("use the config node's ids in the account's form", () => {
    const html = form(h(Checkbox, { property: 'on' }), 'twilio-config');
    assert.match(html, /id="node-config-input-on"/);
    assert.match(html, /id="twilio-config-row-on"/);
  });

  it('give a TypedInput a hidden field for its type', () => {
    assert.match(form(h(TypedField, { property: 'to' })), /<input type="hidden" id="node-input-toType"/);
  });

  it('render a text field for a number, because the value can be an environment variable', () => {
    const html = form(h(NumberField, { property: 'limit' }));
    assert.match(html, /<input type="text" inputmode="numeric" id="twilio-field-limit"/);
  });

  it('render sections that fold', () => {
    const html = form(h(Section, { name: 'more', icon: 'sliders', children: h(Name, {}) }));
    assert.match(
      html,
      /<details class="twilio-section" id="twilio-section-more">[\s\S]*node-input-name[\s\S]*<\/details>/,
    );
  });

  it('render the filters of a trigger and its second output', () => {
    const html = form(h(Filters, { fields: ['from', 'media'] }));
    for (const id of ['node-input-filterFrom', 'node-input-filterMedia', 'node-input-rejected', 'node-input-outputs']) {
      assert.ok(html.includes(`id="${id}"`), id);
    }
    assert.ok(!html.includes('filterBody'));
  });

  it('render the fields of a message trigger’s answer', () => {
    const html = form(h(MessageAnswer, { segments: true }));
    assert.match(html, /id="twilio-row-deadline" data-when="respond=flow"/);
    assert.match(html, /id="twilio-row-replyText" data-when="respond=text"/);
    assert.match(html, /id="twilio-segments-replyText"/);
  });

  it('render checkboxes for the statuses of a trigger, each with its meaning', () => {
    const html = form(
      h(Filters, { fields: ['status', 'order'], statuses: ['sent', 'failed'], meanings: 'common.messageStatus' }),
    );
    assert.match(html, /id="twilio-field-filterStatus" role="group" aria-labelledby="twilio-label-filterStatus"/);
    assert.match(html, /<input type="checkbox" value="sent"\/?>.*data-i18n=":common.messageStatus.sent"/);
    assert.match(form(h(Checkboxes, { property: 'a', choices: ['b'] })), /data-i18n="[^"]*:twilio-test.a.b"/);
    assert.match(html, /id="node-input-inOrder"/);
  });

  it('name the own number and those of others, for messages in either direction', () => {
    const placeholders = (parties: 'received' | 'sent'): string[] =>
      [...form(h(Filters, { fields: ['from', 'to'], parties })).matchAll(/common\.placeholder\.(\w+)/g)].map(
        ([, name]) => name ?? '',
      );
    assert.deepEqual(placeholders('received'), ['anyone', 'ownNumber']);
    assert.deepEqual(placeholders('sent'), ['ownNumber', 'anyone']);
  });

  it('render the fields of a download, and more rows after them', () => {
    const html = form(h(Download, { property: 'fetchAudio', children: h(Checkbox, { property: 'more' }) }));
    assert.match(html, /<select id="node-input-fetchAudio"/);
    assert.match(html, /id="twilio-row-folder" data-when="fetchAudio=file"/);
    assert.match(html, /id="twilio-row-limit" data-when="fetchAudio=buffer\|file"/);
    assert.match(html, /id="node-input-more"[\s\S]*<\/details>/);
  });

  it('render a field of each kind for a member of the options', () => {
    const text = form(
      h(OptionField, { property: 'locale', icon: 'language', placeholder: true, hint: true, when: 'operation=start' }),
    );
    assert.match(text, /<input type="text" id="twilio-option-locale" data-option="locale" data-kind="text"/);
    assert.match(text, /data-when="operation=start"/);
    assert.match(text, /\[placeholder\][^"]*:twilio-test.placeholder.locale/);
    assert.match(text, /\[html\][^"]*:twilio-test.hint.locale/);
    assert.match(
      form(h(OptionField, { property: 'length', kind: 'number', unit: 'seconds' })),
      /common\.unit\.seconds/,
    );
    const check = form(h(OptionField, { property: 'lookup', kind: 'check', hint: true, when: 'a=b' }));
    assert.match(check, /<input type="checkbox" id="twilio-option-lookup" data-option="lookup" data-kind="check"\/?>/);
    assert.match(check, /data-when="a=b"/);
    const choice = form(h(OptionField, { property: 'riskCheck', kind: 'choice', choices: ['default', 'enable'] }));
    assert.match(choice, /<option value(="")? data-i18n="[^"]*:twilio-test.riskCheck.default">/);
    assert.match(choice, /<option value="enable" data-i18n="[^"]*:twilio-test.riskCheck.enable">/);
  });

  it('render named places for rows that are added later, and for problems', () => {
    const html = form([h(JsonRows, { name: 'parameters', icon: 'list-ol' }), h(Problem, { property: 'options' })]);
    assert.match(html, /id="twilio-rows-parameters" role="group" aria-labelledby="twilio-label-rows-parameters"/);
    assert.match(html, /data-i18n="[^"]*:twilio-test.rows.parameters"/);
    assert.match(html, /id="twilio-problem-options" role="status"/);
  });

  it('give a list that is filled later its label', () => {
    assert.match(
      form(h(Select, { property: 'resource' })),
      /<label for="node-input-resource">.*<select id="node-input-resource"/,
    );
  });
});
