import assert from 'node:assert/strict';
import { expandForm } from '../../editor/form-markup';

const form = (body: string): string =>
  expandForm(`<script type="text/html" data-template-name="twilio-test">${body}</script>`);

describe('the short tags of the forms of actions', () => {
  it('give a member of the options a field of its own, of each kind', () => {
    const text = form(
      '<x-option property="locale" icon="language" placeholder="yes" hint="yes" when="operation=start" />',
    );
    assert.match(text, /<input type="text" id="twilio-option-locale" data-option="locale" data-kind="text"/);
    assert.match(text, /data-when="operation=start"/);
    assert.match(text, /\[placeholder\]twilio-test.placeholder.locale/);
    assert.match(text, /\[html\]twilio-test.hint.locale/);
    assert.match(form('<x-option property="length" kind="number" unit="seconds" />'), /common\.unit\.seconds/);
    const check = form('<x-option property="lookup" kind="check" hint="yes" when="a=b" />');
    assert.match(check, /<input type="checkbox" id="twilio-option-lookup" data-option="lookup" data-kind="check">/);
    assert.match(check, /data-when="a=b"/);
    const choice = form('<x-option property="riskCheck" kind="choice" choices="default enable" />');
    assert.match(choice, /<option value="" data-i18n="twilio-test.riskCheck.default">/);
    assert.match(choice, /<option value="enable" data-i18n="twilio-test.riskCheck.enable">/);
  });

  it('give a TypedInput a list of what the account has, with a place to say why there is none', () => {
    const html = form('<x-pick property="service" when="operation=start" />');
    assert.match(html, /<label for="twilio-pick-service">/);
    assert.match(html, /<select id="twilio-pick-service"/);
    assert.match(html, /id="twilio-pick-service-hint" aria-live="polite"/);
    assert.match(html, /twilio-test.label.servicePick/);
  });

  it('keep a named place for rows that come later, and for what is wrong', () => {
    const html = form('<x-rows name="parameters" icon="list-ol" /><x-problem property="options" />');
    assert.match(html, /id="twilio-rows-parameters" role="group" aria-labelledby="twilio-label-rows-parameters"/);
    assert.match(html, /data-i18n="twilio-test.rows.parameters"/);
    assert.match(html, /id="twilio-problem-options" role="status"/);
  });

  it('give a list that is filled later its label', () => {
    assert.match(
      form('<x-list property="resource" />'),
      /<label for="node-input-resource">.*<select id="node-input-resource"/,
    );
  });

  it('are refused without a property', () => {
    for (const tag of ['option', 'pick', 'problem', 'list'])
      assert.throws(() => form(`<x-${tag} />`), /without a property/);
  });
});
