/** The empty answer: Twilio does nothing more, and a call ends. */
export const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Turns a call away without answering it, so that it costs nothing. https://www.twilio.com/docs/voice/twiml/reject */
export const REJECT_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>';
