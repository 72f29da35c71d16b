import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** The files of a key and of a certificate that it signed itself. */
export interface Certificate {
  key: string;
  cert: string;
}

/** A certificate for Twilio's API that is good for a day and for this machine alone; `undefined` without `openssl`. */
export async function certificate(folder: string, host: string): Promise<Certificate | undefined> {
  await mkdir(folder, { recursive: true });
  const made = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') };
  const { status } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', made.key, '-out', made.cert],
    ],
    { stdio: 'ignore' },
  );
  return status === 0 ? made : undefined;
}
