/** The longest call at Twilio, in seconds: four hours. */
export const MAX_CALL_SECONDS = 4 * 60 * 60;
