/** The keys of a phone, in the order of the keypad. */
export const KEYS: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The letters of each key. https://www.itu.int/rec/T-REC-E.161 */
export const KEY_LETTERS: Readonly<Record<string, string>> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
  0: '+',
};

/** Whether `key` is a key of a phone. Accepts `KeyboardEvent.key`. */
export function isPhoneKey(key: string): boolean {
  return KEYS.includes(key);
}
