import type { JSX } from 'preact';
import { editorPath } from '../api/page-url';
import { KeyIcon } from '../components/icons';
import type { ConnectionStatus } from '../state/phone-state';
import { t } from '../text/locale';

/** The statuses that need an action of the user. */
export type ConnectionProblem = 'unauthorized' | 'forbidden' | 'notFound';

/** Whether a status needs an action of the user. */
export function isConnectionProblem(status: ConnectionStatus): status is ConnectionProblem {
  return status === 'unauthorized' || status === 'forbidden' || status === 'notFound';
}

/** Replaces the whole page: what is wrong and what to do. */
export function ConnectionError(props: { problem: ConnectionProblem; onRetry: () => void }): JSX.Element {
  const { problem } = props;
  const help = { unauthorized: t.unauthorizedHelp, forbidden: t.forbiddenHelp, notFound: t.notFoundHelp }[problem];
  return (
    <main class="error-page" data-connection={problem}>
      <div class="error-card" role="alert">
        <span class="empty-icon">
          <KeyIcon />
        </span>
        <h1>{t[problem]}</h1>
        <p>{help}</p>
        <div class="button-row">
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

/** Shown at the top of the phone while the page reconnects. */
export function ReconnectingBanner({ connection }: { connection: ConnectionStatus }): JSX.Element {
  return (
    <div role="status">
      {connection === 'reconnecting' && (
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
