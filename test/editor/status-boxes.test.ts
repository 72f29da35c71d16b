import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderForm } from '../../editor/form/render';
import SmsStatus from '../../nodes/sms-status/sms-status.form';
import WhatsappStatus from '../../nodes/whatsapp-status/whatsapp-status.form';

const catalogue = path.resolve(__dirname, '../../locales/en-US/common.json');
const { common } = JSON.parse(readFileSync(catalogue, 'utf8')) as {
  common: { messageStatus: Record<string, string> };
};

const forms = {
  'twilio-sms-status': renderForm('twilio-sms-status', SmsStatus),
  'twilio-whatsapp-status': renderForm('twilio-whatsapp-status', WhatsappStatus),
};

/** The statuses that a form offers as boxes. */
const boxesOf = (form: string): string[] =>
  [...form.matchAll(/<input type="checkbox" value="([\w-]+)"/g)].map(([, status]) => status ?? '');

for (const [type, form] of Object.entries(forms)) {
  // https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
  describe(`the status boxes of ${type}`, () => {
    it('include "read", which RCS and WhatsApp report', () => {
      assert.ok(boxesOf(form).includes('read'));
    });

    it('do not include the statuses that Twilio never reports', () => {
      const never = ['accepted', 'scheduled', 'sending'];
      assert.deepEqual(
        boxesOf(form).filter((box) => never.includes(box)),
        [],
      );
    });

    it('say what each status means, and which need a Messaging Service', () => {
      const saying = (pattern: RegExp) => boxesOf(form).filter((box) => pattern.test(common.messageStatus[box] ?? ''));
      assert.deepEqual(saying(/./), boxesOf(form));
      assert.deepEqual(saying(/only with a Messaging Service/i), ['queued', 'canceled']);
    });
  });
}
