import type { JSX } from 'preact';
import { Avatar } from '../components/avatar';
import { t } from '../text/locale';

/** Shown until the simulator has the call. */
export function PlacingCall({ number, label }: { number: string; label: string }): JSX.Element {
  return (
    <section
      class="call-layer call-screen"
      id="placing-call"
      aria-label={t.calls.callWith(label)}
      tabIndex={-1}
      data-autofocus
    >
      <header class="call-head">
        <Avatar of={number} kind="contact" />
        <div class="call-head-text">
          <h2>
            <bdi>{label}</bdi>
          </h2>
          <p class="call-state" role="status">
            {t.calls.phase.placing}
          </p>
        </div>
      </header>
    </section>
  );
}
