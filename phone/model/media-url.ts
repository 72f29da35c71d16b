/** The normalized URL, or undefined when it is not HTTP(S). A flow may send any string as a URL, also `javascript:`. */
export function httpUrl(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** The SID in a media URL of Twilio, or undefined for other URLs. The simulator stores the files of these URLs. */
export function simulatorMediaSid(url: string): string | undefined {
  return /^https:\/\/api\.twilio\.com\/.*\/Media\/(ME[0-9a-f]{32})$/.exec(url)?.[1];
}

/** The SID in a recording URL of Twilio, or undefined for other URLs. The simulator stores these files too. */
export function simulatorRecordingSid(url: string): string | undefined {
  return /^https:\/\/api\.twilio\.com\/.*\/Recordings\/(RE[0-9a-f]{32})(\.wav|\.mp3)?$/.exec(url)?.[1];
}
