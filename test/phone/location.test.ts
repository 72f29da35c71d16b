import assert from 'node:assert/strict';
import {
  formatCoordinates,
  locationInput,
  mapUrl,
  parseLocation,
  type LocationInput,
} from '../../phone/model/location';
import { locationOf, PEOPLE } from '../../phone/model/people';

describe('phone locations', () => {
  const input = (fields: Partial<LocationInput>): LocationInput => ({
    latitude: '37.7955',
    longitude: '-122.3937',
    label: '',
    address: '',
    ...fields,
  });

  it('are parsed from user input', () => {
    assert.deepEqual(parseLocation(input({})), { latitude: 37.7955, longitude: -122.3937 });
    assert.deepEqual(parseLocation(input({ latitude: ' 37,7955 ', longitude: '\u2212122.3937', label: ' Pier ' })), {
      latitude: 37.7955,
      longitude: -122.3937,
      label: 'Pier',
    });
    assert.deepEqual(parseLocation(input({ latitude: '-90', longitude: '180', address: '1 Road' })), {
      latitude: -90,
      longitude: 180,
      address: '1 Road',
    });
  });

  it('report the field that is not a valid number of degrees', () => {
    for (const invalid of ['', '90.1', '-91', 'north', '1e1', '0x1', '1.2.3', 'Infinity']) {
      assert.equal(parseLocation(input({ latitude: invalid })), 'latitude', invalid);
    }
    for (const invalid of ['', '180.1', '-181', 'east']) {
      assert.equal(parseLocation(input({ longitude: invalid })), 'longitude', invalid);
    }
  });

  it('are suggested for every number', () => {
    for (const { number, location } of PEOPLE)
      assert.deepEqual(parseLocation(locationInput(location)), locationOf(number));
    assert.deepEqual(locationOf('+4915123456789'), PEOPLE[0]?.location);
  });

  it('are formatted with six decimals and open on a map', () => {
    assert.equal(formatCoordinates({ latitude: 37.795512345, longitude: -122.3937 }), '37.795512, -122.3937');
    const address = new URL(mapUrl({ latitude: 37.7955, longitude: 0.0000001 }));
    assert.equal(address.searchParams.get('mlat'), '37.795500');
    assert.equal(address.searchParams.get('mlon'), '0.000000');
  });
});
