/**
 * A string with placeholders as a function: `template('Call __contact__', 'contact')('Ada')` is `Call Ada`. The strings of a
 * language can have the placeholders in any order.
 * @param names the placeholders, in the order of the function's parameters
 */
export function template<const Names extends readonly string[]>(
  text: string,
  ...names: Names
): (...values: { [Index in keyof Names]: string | number }) => string {
  return (...values) =>
    text.replace(/__(\w+?)__/g, (placeholder, name: string) => {
      const index = names.indexOf(name);
      return index < 0 ? placeholder : String(values[index]);
    });
}
