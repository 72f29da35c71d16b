import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Response } from 'express';

// Messages can have images and media from any origin.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  'img-src * data: blob:',
  'media-src * data: blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "frame-ancestors 'self'",
].join('; ');

const FILE_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Sends a file of a user. The sandbox blocks scripts in it. */
export function sendBytes(response: Response, { bytes, contentType }: { bytes: Buffer; contentType: string }): void {
  response
    .status(200)
    .set({
      'Content-Type': contentType,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .end(bytes);
}

/** Sends a file of the phone folder. Other folders are not accessible. */
export function sendFile(response: Response, folder: string, name: string): Promise<void> {
  const type = FILE_TYPES[path.extname(name).toLowerCase()];
  if (type === undefined || !/^[\w-][\w.-]*$/.test(name)) {
    sendError(response, 404, `The phone has no file "${name.slice(0, 100)}".`);
    return Promise.resolve();
  }
  // The client has gone while the request waited for a deployment.
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const file = createReadStream(path.join(folder, name));
    file.once('open', () => {
      response.status(200).set({
        'Content-Type': type,
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-cache',
      });
      file.pipe(response);
    });
    file.once('error', () => {
      if (response.headersSent) response.destroy();
      else sendError(response, 404, `The phone has no file "${name}". Build the package.`);
      resolve();
    });
    file.once('close', resolve);
    response.once('close', () => {
      file.destroy();
      resolve();
    });
  });
}

/** Sends a body as JSON, which the browser must not cache. */
export function sendJson(response: Response, status: number, body: unknown): void {
  response.status(status).set('Cache-Control', 'no-store').json(body);
}

/** Sends `{ error }`, unless the response has begun. */
export function sendError(response: Response, status: number, error: string): void {
  if (!response.headersSent) sendJson(response, status, { error });
}
