/** Formats a text as `npm run format` formats a file. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths';

/**
 * @param file the path of the file, which says the language
 * @throws when the text has a syntax error
 */
export async function format(file: string, text: string): Promise<string> {
  const { format: formatText } = await import('oxfmt');
  const { ignorePatterns: _, ...options } = JSON.parse(
    await readFile(path.join(root, '.oxfmtrc.json'), 'utf8'),
  ) as Record<string, unknown>;
  const { code, errors } = await formatText(file, text, options);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  return code;
}
