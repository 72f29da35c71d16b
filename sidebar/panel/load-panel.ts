/** Loads the sidebar's panel when it is shown for the first time, so that the editor has less to load. */
import { text } from '../text/text';
import type * as panelModule from './show-panel';

/** The script, relative to the editor. `lib/admin` serves it. */
const SCRIPT = 'twilio/sidebar/panel.js';

/** Browsers keep a script that could not be loaded, so each attempt has a URL of its own. */
const scriptUrl = (attempt: number): string =>
  new URL(attempt === 0 ? SCRIPT : `${SCRIPT}?attempt=${String(attempt)}`, document.baseURI).href;

/** Renders the panel into an element as soon as the element is visible. After an error it tries again the next time. */
export function showWhenVisible(element: HTMLElement): void {
  let attempt = 0;
  let isLoading = false;
  const observer = new IntersectionObserver((entries) => {
    if (isLoading) return;
    // The error of the last attempt is not shown again while the next one runs.
    element.replaceChildren();
    if (entries.at(-1)?.isIntersecting !== true) return;
    isLoading = true;
    (import(scriptUrl(attempt)) as Promise<typeof panelModule>).then(
      ({ showPanel }) => {
        observer.disconnect();
        element.replaceChildren();
        showPanel(element);
      },
      () => {
        attempt += 1;
        isLoading = false;
        $(element)
          .empty()
          .append($('<p role="alert" style="padding: 8px 10px">').text(text('notLoaded')));
      },
    );
  });
  observer.observe(element);
}
