/** The most characters of a message. https://www.twilio.com/docs/messaging/api/message-resource#create-a-message */
export const MAX_BODY_LENGTH = 1600;

/** The length of a text in characters. An emoji of two UTF-16 units counts once. */
export const characterCount = (text: string): number => [...text].length;
