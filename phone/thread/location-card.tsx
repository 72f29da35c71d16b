import type { JSX } from 'preact';
import { MapDrawing } from '../components/map-drawing';
import { coordinates, mapAddress } from '../model/location';
import type { Place } from '../model/message';
import { t } from '../text/locale';

/** A location in a bubble. A click opens a real map elsewhere. */
export function LocationCard({ place }: { place: Place }): JSX.Element {
  return (
    <a
      class="location"
      data-location={coordinates(place)}
      href={mapAddress(place)}
      target="_blank"
      rel="noopener noreferrer"
      title={t.openMap}
    >
      <MapDrawing />
      <span class="location-words">
        <strong dir="auto">{place.label ?? t.location}</strong>
        {place.address !== undefined && <span dir="auto">{place.address}</span>}
        <small dir="ltr">{coordinates(place)}</small>
      </span>
    </a>
  );
}
