/** The text of a network error. Its other properties can contain secrets. */
export function networkErrorText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown network error';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined || error.message.includes(code) ? error.message : `${code} ${error.message}`;
}
