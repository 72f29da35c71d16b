/** Which Node-RED the tests run on: `5` (the default) or `4`, chosen by `NODE_RED`. */
export const nodeRedVersion: '4' | '5' = process.env['NODE_RED'] === '4' ? '4' : '5';

/** The npm name under which that Node-RED is installed here. */
export const nodeRedPackage = nodeRedVersion === '4' ? 'node-red-4' : 'node-red';
