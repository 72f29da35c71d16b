/** The empty response: Twilio sends no reply, and ends a call. */
export const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Rejects a call without answering it, which is free. https://www.twilio.com/docs/voice/twiml/reject */
export const REJECT_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>';
