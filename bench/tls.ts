import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** The file names of a key and of its self-signed certificate, both PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

/**
 * Creates a self-signed certificate that is valid for one day.
 * @param folder where the files are written
 * @param host the host name of the certificate
 * @returns undefined without `openssl`
 */
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
