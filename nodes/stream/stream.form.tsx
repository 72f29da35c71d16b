import { AccountField, Name, Select, TypedField } from '../../editor/form/fields';
import { Section } from '../../editor/form/layout';

export default function Form() {
  return (
    <>
      <Name />
      <Select property="direction" icon="exchange" choices={['both', 'listen']} />
      <Select
        property="track"
        icon="headphones"
        when="direction=listen"
        choices={['inbound_track', 'outbound_track', 'both_tracks']}
      />
      <Select property="format" icon="file-audio-o" choices={['mulaw8', 'pcm8', 'pcm16', 'pcm24']} />
      <TypedField property="frame" icon="clock-o" placeholder hint />
      <Section name="more" icon="sliders">
        <AccountField hint />
      </Section>
    </>
  );
}
