import type { JSX } from 'preact';
import type { Channel } from '../model/message';
import { t } from '../text/locale';

const CHANNELS: readonly Channel[] = ['sms', 'whatsapp'];

/** The choice between SMS and WhatsApp. Each channel is a separate conversation. */
export function ChannelSelect(props: { channel: Channel; onChange: (channel: Channel) => void }): JSX.Element {
  return (
    <fieldset class="channels">
      <legend class="visually-hidden">{t.channel}</legend>
      {CHANNELS.map((channel) => (
        <label key={channel} for={`channel-${channel}`}>
          <input
            type="radio"
            id={`channel-${channel}`}
            name="channel"
            value={channel}
            checked={channel === props.channel}
            onChange={() => props.onChange(channel)}
          />
          <span>{t.channels[channel]}</span>
        </label>
      ))}
    </fieldset>
  );
}
