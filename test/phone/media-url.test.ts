import assert from 'node:assert/strict';
import { simulatorMediaSid } from '../../phone/model/media-url';

describe('phone media URL', () => {
  it('contains the SID of media that the simulator stores', () => {
    const sid = `ME${'0a'.repeat(16)}`;
    assert.equal(simulatorMediaSid(`https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/${sid}`), sid);
    for (const url of [
      `https://example.com/Media/${sid}`,
      `https://api.twilio.com/x/Media/${sid}/more`,
      'https://api.twilio.com/x/Media/ME1',
      '',
    ]) {
      assert.equal(simulatorMediaSid(url), undefined, url);
    }
  });
});
