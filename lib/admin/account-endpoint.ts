import type { Request, RequestHandler, Response } from 'express';
import { readJson } from '../../simulator/control/admin-body';
import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import { accountOf, type AccountNode } from '../node-red/account-node';
import type { Red } from '../node-red/red';
import { sentencesOf } from './answer';

/** A request from the editor about a deployed account. */
export interface AccountRequest {
  node: AccountNode;
  account: Account;
  /** The members of the JSON body. */
  body: Record<string, unknown>;
  /** A parameter of the path. */
  param(name: string): string;
}

/** The codes of errors about what a person has entered. */
const INPUT_ERRORS = new Set<string>([
  'INVALID_RECIPIENT',
  'INVALID_SENDER',
  'MISSING_FROM_NUMBER',
  'INVALID_MESSAGE',
  'MESSAGE_TOO_LARGE',
  'INVALID_WHATSAPP_NUMBER',
  'INVALID_PARAMETER',
  'INVALID_CALL',
]);

/** The HTTP status and the sentence for an error. Never 401 or 403: the editor would log out. */
export function errorAnswer(error: unknown, account: Account): { status: number; error: string } {
  if (!(error instanceof TwilioError)) {
    const isInput = error instanceof Error && error.name === 'SimulatorInputError';
    const text = account.redact(error instanceof Error ? error.message : String(error));
    return { status: isInput ? 400 : 502, error: text };
  }
  const { code } = error;
  const status = INPUT_ERRORS.has(code) ? 400 : code === 'INVALID_CONNECTION_SETTINGS' ? 409 : 502;
  return { status, error: sentencesOf(error) };
}

/**
 * Handles a request about a deployed account: 200 with the result as JSON, 404 when the account is not deployed, 400
 * for an invalid request, 409 when the account is not complete, 502 when Twilio returns an error.
 * @param work returns the result; `undefined` when what the request is about does not exist, which is 404
 */
export function accountEndpoint(red: Red, work: (request: AccountRequest) => unknown): RequestHandler {
  return (request: Request, response: Response) => {
    const node = accountOf(red, request.params['id']);
    if (node === undefined) {
      response.status(404).json({ error: 'This account is not deployed.' });
      return;
    }
    const { account } = node;
    // A request that changes something must be JSON, which a page of another origin cannot send.
    Promise.resolve(request.method === 'GET' ? {} : readJson(request))
      .then((body) => work({ node, account, body, param: (name) => String(request.params[name] ?? '') }))
      .then(
        (result) => {
          if (result === undefined) response.status(404).json({ error: 'Not found.' });
          else response.json(result);
        },
        (thrown: unknown) => {
          const { status, error } = errorAnswer(thrown, account);
          response.status(status).json({ error });
        },
      );
  };
}
