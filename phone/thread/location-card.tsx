import type { JSX } from 'preact';
import { MapIllustration } from '../components/map-illustration';
import { formatCoordinates, mapUrl } from '../model/location';
import type { GeoLocation } from '../model/message';
import { t } from '../text/locale';

/** A link to the location on OpenStreetMap. */
export function LocationCard({ location }: { location: GeoLocation }): JSX.Element {
  return (
    <a
      class="location"
      data-location={formatCoordinates(location)}
      href={mapUrl(location)}
      target="_blank"
      rel="noopener noreferrer"
      title={t.openMap}
    >
      <MapIllustration />
      <span class="location-text">
        <strong dir="auto">{location.label ?? t.location}</strong>
        {location.address !== undefined && <span dir="auto">{location.address}</span>}
        <small dir="ltr">{formatCoordinates(location)}</small>
      </span>
    </a>
  );
}
