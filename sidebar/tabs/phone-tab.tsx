import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Notice } from '../components/parts';
import { text } from '../text/text';

/** The editor's theme. Node-RED 4.1 has only a light one. */
const theme = (): string => (document.documentElement.classList.contains('nr-theme-dark') ? 'dark' : 'light');

/** The phone's page. It is not loaded again when the theme changes, because that would end the call. */
function PhoneFrame({ url }: { url: string }): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const src = useMemo(() => `${url}?theme=${theme()}`, [url]);
  const tellTheme = (): void => {
    frame.current?.contentWindow?.postMessage({ theme: theme() }, location.origin);
  };
  useEffect(() => {
    const observer = new MutationObserver(tellTheme);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
    return () => {
      observer.disconnect();
    };
  }, []);
  // A theme that changes while the page loads is told after it.
  return <iframe ref={frame} src={src} title={text('phone.title')} allow="microphone; autoplay" onLoad={tellTheme} />;
}

/** The simulator's phone. */
export function PhoneTab({ account, isSimulator }: { account: string; isSimulator: boolean }): JSX.Element {
  if (!isSimulator) return <Notice>{text('phone.onlySimulator')}</Notice>;
  const url = `twilio/simulator/${encodeURIComponent(account)}/phone`;
  return (
    <div class="twilio-sb-phone">
      <p class="twilio-sb-low">{text('phone.low')}</p>
      <div class="twilio-sb-bar">
        <a href={url} target="_blank" rel="noopener">
          {text('phone.newTab')}
        </a>
      </div>
      <PhoneFrame url={url} />
    </div>
  );
}
