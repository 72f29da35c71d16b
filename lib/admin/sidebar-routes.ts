import type { Request, RequestHandler, Response } from 'express';
import { detailOf } from '../activity/rows';
import { runningAccounts } from '../node-red/account-node';
import { activityOf } from '../node-red/activity';
import { liveCallsOf } from '../node-red/live-calls';
import type { Red } from '../node-red/red';
import { replay } from '../node-red/replay';
import { accountEndpoint } from './account-endpoint';
import type { SidebarHandlers } from './sidebar-endpoints';
import { callsOf, endCall } from './sidebar-calls';
import { numbersOf, setNumber } from './sidebar-numbers';
import { estimate, formMessage, messageState, sendFromForm } from './sidebar-send';
import { streamActivity } from './sidebar-stream';

/** Creates the handlers. */
export function sidebarHandlers(red: Red): SidebarHandlers {
  const account = (work: Parameters<typeof accountEndpoint>[1]): RequestHandler => accountEndpoint(red, work);
  return {
    accounts(_request: Request, response: Response) {
      response.json(
        runningAccounts().map(({ id, name, account: { settings } }) => ({
          id,
          name: name ?? '',
          environment: settings.environment,
          from: settings.from,
        })),
      );
    },
    callsInNode(request: Request, response: Response) {
      const wanted = request.params['node'] ?? '';
      response.json(
        runningAccounts().flatMap((node) => liveCallsOf(node, wanted).map((call) => ({ ...call, account: node.id }))),
      );
    },
    activity(request: Request, response: Response) {
      streamActivity(red, request, response);
    },
    entry: account(({ node, param }) => {
      const entry = activityOf(node.id).get(Number(param('entry')));
      return entry && detailOf(entry, (text) => node.account.redact(text));
    }),
    replay: account(({ node, param }) => {
      const entry = activityOf(node.id).get(Number(param('entry')));
      return entry && replay(node, entry);
    }),
    calls: account(({ account: own }) => callsOf(own)),
    endCall: account(({ node, param }) => endCall(node, param('sid'))),
    estimate: account(({ account: own, body }) => estimate(own, formMessage(body))),
    send: account(({ node, body }) => sendFromForm(node, formMessage(body))),
    message: account(({ account: own, param }) => messageState(own, param('sid'))),
    numbers: account(({ node }) => numbersOf(node)),
    number: account(({ node, param, body }) => setNumber(node, param('sid'), body)),
  };
}
