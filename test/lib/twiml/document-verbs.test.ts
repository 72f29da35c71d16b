import assert from 'node:assert/strict';
import { verbsOf, verbsWithAction } from '../../../lib/twiml/document-verbs';

const ACTION = 'https://example.com/twilio/step?node=a&n=1';
const WRITTEN = 'action="https://example.com/twilio/step?node=a&amp;n=1" method="POST"';

describe('the verbs of a TwiML document', () => {
  for (const [what, document, verbs] of [
    ['are what is in <Response>', '<Response><Say>Hello</Say><Pause/></Response>', '<Say>Hello</Say><Pause/>'],
    [
      'have no declaration, comments or white space around them',
      '<?xml version="1.0"?>\n<!-- a -->\n<Response version="1">\n  <Say>a <!-- b --> c</Say>\n</Response>',
      '<Say>a  c</Say>',
    ],
    [
      'keep empty attributes, and the white space of texts',
      '<Response><Gather finishOnKey=""><Say> a\n b </Say></Gather></Response>',
      '<Gather finishOnKey=""><Say> a\n b </Say></Gather>',
    ],
    [
      'are escaped again',
      '<Response><Say voice="a&quot;b">1 &lt; 2 &amp; 3<![CDATA[<&]]></Say></Response>',
      '<Say voice="a&quot;b">1 &lt; 2 &amp; 3&lt;&amp;</Say>',
    ],
    [
      'keep SSML and nested elements',
      '<Response><Say>a<break time="1s"/><prosody rate="50%">b</prosody></Say></Response>',
      '<Say>a<break time="1s"/><prosody rate="50%">b</prosody></Say>',
    ],
    ['are none in an empty document', '<Response/>', ''],
  ] as const) {
    it(what, () => {
      assert.equal(verbsOf(document), verbs);
    });
  }
});

describe('the action of verbs', () => {
  // https://www.twilio.com/docs/voice/twiml and the page of each verb
  for (const verb of ['Gather', 'Record', 'Dial', 'Enqueue', 'Connect', 'Pay', 'Refer']) {
    it(`is set for <${verb}>`, () => {
      assert.equal(verbsWithAction(`<Response><${verb}/></Response>`, ACTION), `<${verb} ${WRITTEN}/>`);
    });
  }

  it('is requested by POST', () => {
    const document = '<Response><Record method="GET"/></Response>';
    assert.match(verbsWithAction(document, ACTION), /^<Record method="POST" action="[^"]*"\/>$/);
  });

  it('stays when a verb has its own', () => {
    const document = '<Response><Dial action="https://example.org/" method="GET">+14155550123</Dial></Response>';
    assert.equal(
      verbsWithAction(document, ACTION),
      '<Dial action="https://example.org/" method="GET">+14155550123</Dial>',
    );
  });

  it('is not set for other verbs, and not for what is inside of a verb', () => {
    const document = '<Response><Say>a</Say><Dial action=""><Number>+14155550123</Number></Dial></Response>';
    assert.equal(
      verbsWithAction(document, ACTION),
      `<Say>a</Say><Dial ${WRITTEN}><Number>+14155550123</Number></Dial>`,
    );
  });
});
