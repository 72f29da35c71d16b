import type { JSX } from 'preact';
import { Notice } from '../components/parts';
import { text } from '../text/text';

/** The simulator's phone. */
export function PhoneTab({ account, isSimulator }: { account: string; isSimulator: boolean }): JSX.Element {
  if (!isSimulator) return <Notice>{text('phone.onlySimulator')}</Notice>;
  const url = `twilio/simulator/${encodeURIComponent(account)}/phone`;
  return (
    <div class="twilio-sb-phone">
      <div class="twilio-sb-bar">
        <a href={url} target="_blank" rel="noopener">
          {text('phone.newTab')}
        </a>
      </div>
      <iframe src={url} title={text('phone.title')} allow="microphone; autoplay" />
    </div>
  );
}
