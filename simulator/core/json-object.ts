/** Whether a value is an object that is not a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses a message as a JSON object. @returns the object, or the reason why the message is not one */
export function readJsonObject(text: string): Record<string, unknown> | string {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return 'the message is not valid JSON';
  }
  return isRecord(message) ? message : 'the message is not an object';
}
