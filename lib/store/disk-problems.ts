import { TwilioError } from '../errors/twilio-error';
import { isLocked, reasonOf } from './database';

/** Is called with each problem that a flow does not see. Each problem is logged once. */
export type Report = (problem: TwilioError) => void;

const failed = (message: string, hint: string): TwilioError => new TwilioError('STORE_FAILED', message, { hint });

const IN_MEMORY = 'Calls in progress are kept in memory, and are lost when Node-RED restarts.';

const isNotInstalled = (error: unknown): boolean =>
  error instanceof Error &&
  (Reflect.get(error, 'code') === 'MODULE_NOT_FOUND' ||
    Reflect.get(error, 'code') === 'ERR_DLOPEN_FAILED' ||
    error.message.startsWith('No native build was found'));

/** The error `STORE_FAILED`: the store cannot be opened. */
export function cannotOpen(folder: string, error: unknown): TwilioError {
  if (isLocked(error)) {
    return failed(
      `Another Node-RED uses the store in ${folder}`,
      `${IN_MEMORY} Give each Node-RED its own user directory, or choose "In memory" in the account node.`,
    );
  }
  if (isNotInstalled(error)) {
    return failed(
      `The library of the store on disk cannot be loaded on this machine: ${reasonOf(error)}`,
      // https://github.com/nodejs/node-gyp#installation
      `${IN_MEMORY} Install Python, make and a C++ compiler, then install this package again. Or choose "In memory" in the account node.`,
    );
  }
  return failed(
    `The store in ${folder} cannot be opened: ${reasonOf(error)}`,
    `${IN_MEMORY} Check the permissions and the free space of the folder, and restart Node-RED.`,
  );
}

/** The error `STORE_FAILED`: a write failed, and is kept in memory. */
export const cannotWrite = (folder: string, error: unknown): TwilioError =>
  failed(
    `The store in ${folder} cannot be written: ${reasonOf(error)}`,
    `Check the free space and the permissions of the folder. Until it can be written again: ${IN_MEMORY}`,
  );

/** The error `STORE_FAILED`: a value cannot be read. */
export const cannotRead = (folder: string, error: unknown): TwilioError =>
  failed(
    `The store in ${folder} cannot be read: ${reasonOf(error)}`,
    'Check the disk and the permissions of the folder, and restart Node-RED.',
  );

/** The error `STORE_FAILED`: the files were damaged and are no longer used. */
export const wasDamaged = (folder: string, target: string, error: unknown): TwilioError =>
  failed(
    `The store in ${folder} was damaged and is replaced by an empty one: ${reasonOf(error)}`,
    `Calls that were in progress go on with what Twilio sends about them. The damaged files are in ${target}. You can delete them.`,
  );

/** The error `STORE_FAILED`: some of the stored values were damaged and were removed. */
export const someDamaged = (folder: string, count: number): TwilioError =>
  failed(
    `${count} of the values in the store in ${folder} were damaged and are removed`,
    'Check the disk. Calls that were in progress go on with what Twilio sends about them.',
  );

/** The error `STORE_FAILED`: the user directory of Node-RED is not known. */
export const noFolder = (): TwilioError =>
  failed('This Node-RED has no user directory for the store on disk', IN_MEMORY);
