import { createRequire } from 'node:module';

/**
 * A module that is loaded by its first use, because Node-RED's start is everybody's and this module is not.
 * @param file the caller's `__filename`, from which a relative name is resolved
 * @example const sdk = lazy<typeof sdkModule>(__filename, './sdk'); … sdk().createClient(options)
 */
export function lazy<T>(file: string, name: string): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= createRequire(file)(name) as T);
}
