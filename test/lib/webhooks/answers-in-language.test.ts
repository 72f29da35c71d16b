/** The sentences of HTTP responses in the language of Node-RED. Twilio shows them in the Console, to the people of the account. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { translatorOf, type SentenceTable } from '../../../lib/errors/sentences';
import { Router } from '../../../lib/webhooks/router';
import { startHttp, type TestHttp } from '../../support/http';
import { endpointOptions, listener, messageFields, post, signedForm } from '../../support/webhooks';

const GERMAN = path.resolve(__dirname, '../../../locales/de/errors.json');

describe('the sentence of a response, in German', () => {
  const translate = translatorOf(JSON.parse(readFileSync(GERMAN, 'utf8')) as SentenceTable);
  let server: TestHttp;
  let router: Router;

  before(async () => {
    router = new Router({ translate, maxBodySize: '1kb' });
    const endpoint = router.mount('account', endpointOptions());
    endpoint.subscribe(listener('message'));
    server = await startHttp((request, response) => {
      router.handle(request, response, () => response.writeHead(404).end());
    });
  });
  after(async () => {
    router.close();
    await server.close();
  });

  const answerOf = async (answer: ReturnType<typeof post>) => {
    const { status, text, headers } = await answer;
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
    return `${status} ${text.trim()}`;
  };

  it('says what is wrong', async () => {
    const fields = messageFields();
    assert.equal(
      await answerOf(post(server, fields, { path: '/twilio/nothing' })),
      '404 Diesen Webhook gibt es nicht.',
    );
    assert.equal(
      await answerOf(post(server, fields, { path: '/twilio/step' })),
      '404 Kein übernommener Node dieses Kontos nimmt Ereignisse der Art step an.',
    );
    assert.equal(
      await answerOf(server.send({ ...signedForm(fields), method: 'GET' })),
      '405 POST verwenden. Der Konto-Node kann GET erlauben.',
    );
    assert.match(await answerOf(post(server, fields, { token: 'another' })), /^403 Forbidden: .*[a-zäöüß]+\.$/);
    assert.equal(
      await answerOf(post(server, messageFields({ MessageSid: '' }))),
      '400 Dies ist kein Ereignis der Art message: Es hat keine SID.',
    );
    assert.equal(
      await answerOf(post(server, messageFields({ Body: 'x'.repeat(2000) }))),
      '413 Der Body ist länger als die erlaubten 1024 Bytes.',
    );
  });

  it('translates the reason of a 403', async () => {
    const reason = 'the request has no X-Twilio-Signature header';
    const { text } = await server.send({ path: '/twilio/message', body: '' });
    assert.doesNotMatch(text, new RegExp(reason));
    assert.match(text, /^Forbidden: .*X-Twilio-Signature/);
  });
});
