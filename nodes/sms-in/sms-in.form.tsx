import { AccountField, Checkbox, Name } from '../../editor/form/fields';
import { Download, Filters, MessageAnswer, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="message" />
      <MessageAnswer segments />
      <Filters fields={['from', 'to', 'body', 'media']} parties="received" />
      <Checkbox property="seeAnswers" strings="common" hint />
      <Download property="fetchMedia" />
    </>
  );
}
