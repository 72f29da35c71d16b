import path from 'node:path';

/** The folder of this checkout. */
export const root = path.resolve(__dirname, '..');

/** Path of a file in `node_modules`. */
export const installed = (...parts: string[]): string => path.join(root, 'node_modules', ...parts);

/** The address for a Node-RED that a script starts. */
export const HOST = '127.0.0.1';
