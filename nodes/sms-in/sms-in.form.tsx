import { AccountField, Checkbox, Name } from '../../editor/form/fields';
import { TriggerSetup } from '../../editor/form/setup';
import { Download, Filters, MessageAnswer, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="message" />
      <TriggerSetup shows="sms" />
      <MessageAnswer segments />
      <Filters fields={['from', 'to', 'body', 'media']} parties="received" />
      <Checkbox property="seeAnswers" strings="common" hint />
      <Download property="fetchMedia" />
    </>
  );
}
