/**
 * The only import of `mime-types`. The build bundles this file, so that users of the package do not install the library.
 * It must not import other files of the simulator.
 */
import { lookup } from 'mime-types';

/**
 * The content type of a file name.
 * @returns undefined for an unknown extension
 */
export function typeOfFile(name: string): string | undefined {
  const type = lookup(name);
  return type === false ? undefined : type;
}
