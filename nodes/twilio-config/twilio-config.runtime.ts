/** The account node that all other nodes share: credentials, webhook URLs, defaults, and the simulator. */
export { createAccount as create } from '../../lib/node-red/create-account';
