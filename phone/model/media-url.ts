/** The address when a browser may open it. A flow's text may carry any string, `javascript:` among them. */
export function webAddress(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** The SID of media that is at an address of Twilio's, so that the simulator holds it, or undefined. */
export function simulatedMedia(url: string): string | undefined {
  return /^https:\/\/api\.twilio\.com\/.*\/Media\/(ME[0-9a-f]{32})$/.exec(url)?.[1];
}
