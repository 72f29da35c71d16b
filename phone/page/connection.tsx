import type { JSX } from 'preact';
import { editorPath } from '../api/page-url';
import { KeyIcon } from '../components/icons';
import type { Link } from '../state/phone-state';
import { t } from '../text/locale';

/** Stands in for the whole page when the simulator may not be read or is not there: what is wrong and what to do. */
export function Barrier(props: { link: 'login' | 'forbidden' | 'gone'; onRetry: () => void }): JSX.Element {
  const { link } = props;
  const help = { login: t.loginHelp, forbidden: t.forbiddenHelp, gone: t.goneHelp }[link];
  return (
    <main class="barrier" data-link={link}>
      <div class="card" role="alert">
        <span class="empty-sign">
          <KeyIcon />
        </span>
        <h1>{t[link]}</h1>
        <p>{help}</p>
        <div class="row">
          <a class="button primary" href={editorPath(location.pathname)} target="_blank" rel="noopener">
            {t.openEditor}
          </a>
          <button type="button" class="button" onClick={props.onRetry}>
            {t.tryAgain}
          </button>
        </div>
      </div>
    </main>
  );
}

/** A line at the top of the phone while the stream is down. What is on the page stays. */
export function LinkBanner({ link }: { link: Link }): JSX.Element {
  return (
    <div role="status" class="banner-box">
      {link === 'reconnecting' && (
        <p class="banner">
          <span class="spinner" aria-hidden="true" />
          <span>
            <strong>{t.reconnecting}</strong> {t.reconnectingHelp}
          </span>
        </p>
      )}
    </div>
  );
}
