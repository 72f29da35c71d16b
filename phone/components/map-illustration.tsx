import type { JSX } from 'preact';
import { PinIcon } from './icons';

/** A drawing of a map. A real map would send the location to another server. */
export function MapIllustration(): JSX.Element {
  return (
    <span class="map" aria-hidden="true">
      <svg viewBox="0 0 260 110" preserveAspectRatio="xMidYMid slice">
        <rect class="map-land" width="260" height="110" />
        <path class="map-water" d="M0 78c30-10 52 4 84 12s40 20 40 20H0z" />
        <path class="map-park" d="M178 8h64a8 8 0 0 1 8 8v26l-50 10-26-28z" />
        <path class="map-road" d="M-5 30l120 22 150-26M70-5l22 62-26 60M150-5l-6 50 40 70M200 52l66 34M-5 62l92-6" />
      </svg>
      <PinIcon size={34} />
    </span>
  );
}
