import type { JSX } from 'preact';
import { Notice } from '../components/parts';
import { text } from '../text/text';

/** The editor's theme. Node-RED 4.1 has only a light one. */
const theme = (): string => (document.documentElement.classList.contains('nr-theme-dark') ? 'dark' : 'light');

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
      <iframe src={`${url}?theme=${theme()}`} title={text('phone.title')} allow="microphone; autoplay" />
    </div>
  );
}
