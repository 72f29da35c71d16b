import { AccountField, Checkbox, Name, Outputs, Select, TypedField } from '../../editor/form/fields';
import { Section } from '../../editor/form/layout';
import { TypedLines } from '../../editor/form/long-text';

export default function Form() {
  return (
    <>
      <Name />
      <TypedField property="queue" icon="users" placeholder hint />
      <Select property="hold" icon="music" choices={['music', 'audio', 'text']} />
      <TypedField property="holdUrl" icon="link" when="hold=audio" placeholder hint />
      <TypedLines property="holdText" icon="comment-o" when="hold=text" placeholder hint />
      <Outputs />
      <Checkbox property="hungUp" hint />
      <Section name="workflow" icon="sitemap">
        <TypedField property="workflowSid" icon="id-card-o" api="workflowSid" placeholder hint />
        <TypedField property="attributes" icon="list-ul" hint />
      </Section>
      <Section name="more" icon="sliders">
        <AccountField hint />
      </Section>
    </>
  );
}
