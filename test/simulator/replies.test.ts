import assert from 'node:assert/strict';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { british, own, pass, person, twiml, useScene } from './support';

describe('the answer to a text from a person', () => {
  const scene = useScene();
  const { text, errors, replies } = scene;

  const answer = (document: string) => {
    scene.server.answer = (request, response) => {
      twiml(response, request.url.startsWith('/twilio/message') ? document : '<Response/>');
    };
  };

  it('sends the bare text of a Message back', async () => {
    answer('<?xml version="1.0" encoding="UTF-8"?>\n<Response>\n  <Message>\n Tom &amp; Jerry </Message></Response>');
    await text();
    assert.deepEqual(replies(), [{ from: own, to: person, body: 'Tom & Jerry', media: [] }]);
  });

  it('sends Body and Media, and several Messages in order, with the usual statuses', async () => {
    answer(
      '<Response><Message><Body><![CDATA[<1>]]></Body><Media>https://example.com/1.gif</Media></Message>' +
        '<Message><Media>https://example.com/2.mp4</Media></Message><Message>3</Message></Response>',
    );
    await text();
    assert.deepEqual(
      replies().map(({ body, media }) => [body, ...media]),
      [['<1>', 'https://example.com/1.gif'], ['', 'https://example.com/2.mp4'], ['3']],
    );
    await pass(scene.clock, scene.simulator, 1000);
    const outbound = scene.simulator.state().messages.filter(({ direction }) => direction === 'outbound-reply');
    assert.deepEqual(
      outbound.map(({ status }) => status),
      ['delivered', 'delivered', 'delivered'],
    );
  });

  it('goes to another number, from another own number, with a status callback', async () => {
    answer(
      `<Response><Message to="+442071838750" from="${british}" statusCallback="../status?n=1">x</Message></Response>`,
    );
    await text();
    assert.deepEqual(replies(), [{ from: british, to: '+442071838750', body: 'x', media: [] }]);
    await pass(scene.clock, scene.simulator, 1000);
    const callbacks = scene.server.received.filter(({ url }) => url === '/status?n=1');
    assert.deepEqual(
      callbacks.map(({ params }) => params['MessageStatus']),
      ['sent', 'delivered'],
    );
  });

  it('accepts action as the status callback, and GET as its method', async () => {
    answer('<Response><Message action="/cb" method="get">x</Message></Response>');
    await text();
    await pass(scene.clock, scene.simulator, 1000);
    const callbacks = scene.server.received.filter(({ url }) => url.startsWith('/cb?'));
    assert.deepEqual(
      callbacks.map(({ method, url }) => [method, new URLSearchParams(url.slice(4)).get('MessageStatus')]),
      [
        ['GET', 'sent'],
        ['GET', 'delivered'],
      ],
    );
  });

  it('follows a Redirect with the same parameters, and ignores what comes after it', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url === '/next') twiml(response, '<Response><Message>2</Message></Response>');
      else twiml(response, '<Response><Message>1</Message><Redirect>/next</Redirect><Message>3</Message></Response>');
    };
    await text();
    assert.deepEqual(
      replies().map(({ body }) => body),
      ['1', '2'],
    );
    assert.deepEqual(scene.server.received[1]?.params, scene.server.received[0]?.params);
  });

  it('follows a Redirect by GET', async () => {
    answer('<Response><Redirect method="GET">https://flows.example.com/next?q=1</Redirect></Response>');
    await text();
    assert.equal(scene.server.received[1]?.method, 'GET');
    assert.ok(scene.server.received[1].url.startsWith('/next?q=1&'));
  });

  it('can be an HTTP redirect, which is followed as in a browser', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url === '/twilio/message') response.writeHead(308, { Location: '/kept?a=1' }).end();
      else if (url === '/kept?a=1') response.writeHead(302, { Location: 'moved' }).end();
      else twiml(response, '<Response><Message>here</Message></Response>');
    };
    await text();
    assert.deepEqual(
      scene.server.received.map(({ method, url, params }) => [method, url, params['Body']]),
      [
        ['POST', '/twilio/message', 'hello'],
        ['POST', '/kept?a=1', 'hello'],
        ['GET', '/moved', undefined],
      ],
    );
    assert.equal(replies().length, 1);
    for (const { url, headers, params } of scene.server.received) {
      const signature = String(headers['x-twilio-signature']);
      assert.ok(validateRequest(scene.simulator.authToken, signature, `https://flows.example.com${url}`, params));
    }
  });

  it('is the reply when it is plain text, and no reply when it is empty', async () => {
    scene.server.answer = (_request, response) => response.setHeader('Content-Type', 'text/plain').end(' Thanks! \n');
    await text();
    assert.deepEqual(
      replies().map(({ body }) => body),
      ['Thanks!'],
    );
    scene.server.answer = (_request, response) => response.writeHead(204).end();
    await text();
    assert.equal(replies().length, 1);
    assert.deepEqual(errors(), [undefined, undefined]);
  });
});
