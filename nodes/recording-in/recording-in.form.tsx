import { AccountField, Checkbox, Name, Select } from '../../editor/form/fields';
import { Note } from '../../editor/form/layout';
import { Download, Filters, Webhook } from '../../editor/form/trigger';

export default function Form() {
  return (
    <>
      <Name />
      <AccountField />
      <Webhook kind="recording" />
      <Filters
        fields={['status', 'from', 'to', 'minDuration']}
        parties="either"
        statuses={['in-progress', 'completed', 'absent', 'failed']}
      />
      <Download property="fetchAudio">
        <Select property="format" icon="file-audio-o" choices={['mp3', 'wav']} when="fetchAudio=buffer|file" />
        <Select property="channels" icon="headphones" choices={['mono', 'dual']} when="fetchAudio=buffer|file" />
        <Checkbox property="deleteAfter" when="fetchAudio=buffer|file" />
        <Note name="deleteAfter" warning when="fetchAudio=buffer|file deleteAfter=true" />
      </Download>
    </>
  );
}
