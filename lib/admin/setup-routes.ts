import type { Request, RequestHandler, Response } from 'express';
import { lazy } from '../lazy';
import type * as accountModule from '../node-red/account-node';
import type * as subjectModule from '../node-red/doctor-subject';
import type * as webhookModule from '../node-red/number-webhooks';
import type { Red } from '../node-red/red';
import type { Answer } from './answer';
import type * as doctorModule from './doctor';
import type * as webhooksModule from './webhooks';

const accounts = lazy<typeof accountModule>(__filename, '../node-red/account-node');
const owners = lazy<typeof webhookModule>(__filename, '../node-red/number-webhooks');
const subjects = lazy<typeof subjectModule>(__filename, '../node-red/doctor-subject');
const webhooks = lazy<typeof webhooksModule>(__filename, './webhooks');
const doctor = lazy<typeof doctorModule>(__filename, './doctor');

/** Answers with the result for a deployed account node, or with 404. */
function answering(
  red: Red,
  work: (node: accountModule.AccountNode, request: Request) => Promise<Answer<object>>,
): RequestHandler {
  return (request: Request, response: Response, next) => {
    const node = accounts().accountOf(red, request.params['id']);
    if (node === undefined) {
      response.status(404).json({ error: 'This account is not deployed.' });
      return;
    }
    work(node, request).then(({ status, body }) => {
      response.status(status).json(body);
    }, next);
  };
}

const hasUrl = (node: accountModule.AccountNode): boolean => accounts().webhookUrl(node, 'message') !== undefined;

/**
 * Serves the webhooks of numbers, and the doctor. All of these routes need the permission to change flows, because they
 * send requests to Twilio or change the account.
 */
export function serveSetup(red: Red): void {
  const write = red.auth.needsPermission('flows.write');
  const base = '/twilio/account/:id';
  red.httpAdmin.get(
    `${base}/webhooks`,
    write,
    answering(red, (node) => webhooks().showWebhooks(owners().setupOwnerOf(node), hasUrl(node))),
  );
  red.httpAdmin.post(
    `${base}/webhooks`,
    write,
    answering(red, (node, { body }) => webhooks().changeWebhooks(owners().setupOwnerOf(node), hasUrl(node), body)),
  );
  red.httpAdmin.post(
    `${base}/doctor`,
    write,
    answering(red, (node) => doctor().runDoctor(subjects().doctorSubject(red, node))),
  );
}
