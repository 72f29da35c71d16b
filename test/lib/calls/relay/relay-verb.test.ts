import assert from 'node:assert/strict';
import { relayOptions } from '../../../../lib/calls/relay/relay-attributes';
import { relayStateOf, verbOptions, type RelayState } from '../../../../lib/calls/relay/relay-state';
import { relayVerb } from '../../../../lib/calls/relay/relay-verb';
import { TwilioError } from '../../../../lib/errors/twilio-error';

const socket = { url: 'wss://example.com/twilio/relay', parameters: { node: 'a' } };
const write = (given: unknown) => relayVerb('https://example.com/step?a=1&b=2', socket, relayOptions(given));

describe('<ConversationRelay>', () => {
  it('has the attributes in the spelling of Twilio', () => {
    assert.equal(
      write({
        speechTimeout: 700,
        ignoreBackchannel: true,
        deepgramSmartFormat: false,
        reportInputDuringAgentSpeech: 'speech',
        hints: ['Ringflow', 'Node-RED'],
        events: ['speaker-events', 'tokens-played'],
        eotThreshold: 0.8,
        applicationReconnect: 'true',
        echoPromptFiltering: true,
        turnDetection: 'any word',
      }),
      '<Connect action="https://example.com/step?a=1&amp;b=2" method="POST">' +
        '<ConversationRelay url="wss://example.com/twilio/relay" speechTimeout="700" ignoreBackchannel="true"' +
        ' deepgramSmartFormat="false" reportInputDuringAgentSpeech="speech" hints="Ringflow, Node-RED"' +
        ' events="speaker-events tokens-played" eotThreshold="0.8" applicationReconnect="true" echoPromptFiltering="true" turnDetection="any word">' +
        '<Parameter name="node" value="a"/></ConversationRelay></Connect>',
    );
  });

  it('has languages and parameters, and nothing in them becomes TwiML', () => {
    const text = write({
      languages: [{ code: 'sv-SE', ttsProvider: 'amazon', voice: 'Elin-Neural' }],
      parameters: { caller: '"<Hangup/>"', empty: '', order: 7 },
    });
    assert.match(
      text,
      /<Language code="sv-SE" ttsProvider="amazon" voice="Elin-Neural"\/><Parameter name="caller" value="&quot;&lt;Hangup\/&gt;&quot;"\/><Parameter name="empty" value=""\/><Parameter name="order" value="7"\/><Parameter name="node"/,
    );
  });

  it('has no attributes that Twilio does not document', () => {
    for (const wrong of [
      { speechtimeout: 700 },
      { url: 'wss://example.com' },
      { welcomeGreeting: 'Hello' },
      { speechTimeout: 'soon' },
      { speechTimeout: -1 },
      { eotThreshold: 2 },
      { interruptSensitivity: 'very' },
      { preemptible: 'perhaps' },
      { languages: {} },
      { languages: [{}] },
      { languages: [{ code: 'sv-SE', color: 'red' }] },
      { languages: [{ code: 7 }] },
      { parameters: [] },
      { parameters: { node: 'x' } },
      { parameters: { a: {} } },
      'speechTimeout',
    ]) {
      assert.throws(
        () => relayOptions(wrong),
        (error) => error instanceof TwilioError && error.code === 'INVALID_CALL',
        JSON.stringify(wrong),
      );
    }
  });

  it('greets the caller once', () => {
    const state: RelayState = {
      settings: {
        ...relayOptions({}),
        systemPrompt: '',
        greeting: 'Hello!',
        answers: 'whole',
        events: ['tokens-played'],
      },
    };
    assert.equal(verbOptions(state).attributes['welcomeGreeting'], 'Hello!');
    assert.equal(verbOptions(state).attributes['events'], 'speaker-events tokens-played');
    assert.equal(verbOptions({ ...state, startedAt: 1 }).attributes['welcomeGreeting'], undefined);
    assert.deepEqual(relayStateOf(JSON.parse(JSON.stringify(state))), state);
    for (const broken of [undefined, null, 1, [], {}, { settings: {} }, { settings: { systemPrompt: '' } }]) {
      assert.equal(relayStateOf(broken as never), undefined);
    }
  });
});
