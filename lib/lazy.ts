import { createRequire } from 'node:module';

/**
 * Loads a module on first use, to keep start-up fast.
 * @param file the caller's `__filename`: a relative name is resolved from there
 * @param name as in an import
 * @returns a function that returns the module
 * @example const sdk = lazy<typeof sdkModule>(__filename, './sdk'); … sdk().createClient(options)
 */
export function lazy<T>(file: string, name: string): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= createRequire(file)(name) as T);
}
