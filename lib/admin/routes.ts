import type { NextFunction, Request, RequestHandler, Response } from 'express';
import path from 'node:path';
import type * as adminModule from '../../simulator/control/admin';
import { deploymentOf } from '../node-red/deployment';
import { lazy } from '../lazy';
import type * as accountModule from '../node-red/account-node';
import type * as choicesModule from './choices';
import { inLanguage } from '../node-red/language';
import type * as connectionModule from './test-connection';
import type { Red } from '../node-red/red';
import { SIDEBAR_ROUTES, type SidebarHandlers } from './sidebar-endpoints';
import type * as sidebarModule from './sidebar-routes';
import type { PublicUrl } from '../validation/public-url';
import { serveSetup } from './setup-routes';
import type { UnauthorizedRequest } from '../webhooks/unauthorized';
import type * as runningModule from '../node-red/simulator';

/** The webhooks whose URL the editor shows. */
const WEBHOOK_KINDS = ['message', 'message-status', 'call', 'call-status', 'recording', 'transcription'] as const;

const accounts = lazy<typeof accountModule>(__filename, '../node-red/account-node');
const choices = lazy<typeof choicesModule>(__filename, './choices');
const connection = lazy<typeof connectionModule>(__filename, './test-connection');
const running = lazy<typeof runningModule>(__filename, '../node-red/simulator');

const sidebar = lazy<typeof sidebarModule>(__filename, './sidebar-routes');

const simulator = lazy<typeof adminModule>(__filename, '../../simulator/control/admin');

const PHONE = path.join(__dirname, '../../phone');

/** The folder of the script of the sidebar's panel. */
const SIDEBAR = path.join(__dirname, '../../plugins/twilio-sidebar');

/** How long a request waits for a deployment, in milliseconds. Flows with missing node types never start. */
const DEPLOYMENT_TIMEOUT_MS = 5000;

/**
 * Lets the editor's requests wait while flows are being deployed. Node-RED reports the end of a deployment to the editor
 * before the new nodes are there. A phone that is opened at that moment would find no simulator.
 */
function waitForDeployment(red: Red): RequestHandler {
  const deployment = deploymentOf(red);
  return (_request, _response, next) => {
    deployment.whenReleasedWithin(DEPLOYMENT_TIMEOUT_MS, next, next);
  };
}

/** The number of unauthorized requests, and the last one in Node-RED's language. */
function rejectedInLanguage({ count, last }: { count: number; last: UnauthorizedRequest | null }): object {
  return {
    count,
    last: last === null ? null : { ...last, reason: inLanguage(last.reason), hint: inLanguage(last.hint) },
  };
}

/** Adds the routes of the editor's and the phone's requests. `serveAdmin` calls it once for each app. */
export function addRoutes(red: Red): void {
  const app = red.httpAdmin;
  const read = red.auth.needsPermission('flows.read');
  const write = red.auth.needsPermission('flows.write');

  app.use(['/twilio/account', '/twilio/accounts', '/twilio/calls', '/twilio/simulator'], waitForDeployment(red));
  app.get('/twilio/account/:id', read, (request: Request, response: Response) => {
    const { accountOf, webhookUrl } = accounts();
    const node = accountOf(red, request.params['id']);
    if (node === undefined) {
      response.status(404).json({ error: inLanguage('This account is not deployed.') });
      return;
    }
    response.json({
      id: node.id,
      environment: node.account.settings.environment,
      urls: Object.fromEntries(
        WEBHOOK_KINDS.map((kind) => [
          kind,
          visibleUrl(webhookUrl(node, kind), hiddenLogin(node.publicUrl, mayWrite(request))),
        ]),
      ),
      rejected: rejectedInLanguage(node.endpoint?.rejected ?? { count: 0, last: null }),
      problems: [
        ...node.account.problems.map(inLanguage),
        ...(node.webhookProblem === undefined ? [] : [node.webhookProblem]),
      ],
    });
  });

  // Each list is a request to Twilio, so it needs the permission to change flows.
  app.get('/twilio/account/:id/choices/:what', write, (request: Request, response: Response, next: NextFunction) => {
    const { id, what } = request.params;
    choices()
      .answerChoices(accounts().accountOf(red, id)?.account, what)
      .then(({ status, body }) => {
        response.status(status).json(body);
      }, next);
  });

  serveSetup(red);
  // The script holds no data, like the page of the phone.
  app.get('/twilio/sidebar/panel.js', (_request: Request, response: Response) => {
    // With `root`, the path of the folder may contain a name with a dot, such as `.node-red`.
    response.sendFile('panel.js', { root: SIDEBAR });
  });
  let handlers: SidebarHandlers | undefined;
  for (const [name, [method, route, permission]] of Object.entries(SIDEBAR_ROUTES)) {
    app[method](
      route,
      permission === 'read' ? read : write,
      (request: Request, response: Response, next: NextFunction) => {
        handlers ??= sidebar().sidebarHandlers(red);
        handlers[name as keyof SidebarHandlers](request, response, next);
      },
    );
  }
  // The id can be that of an account that is not deployed yet.
  app.post('/twilio/account/:id/test', write, (request: Request, response: Response, next: NextFunction) => {
    const node = accounts().accountOf(red, request.params['id']);
    const replaceVariable = (text: string): string =>
      /^\$\{[^{}\s]+\}$/.test(text) ? String(red.util.evaluateNodeProperty(text, 'env', node as never, {})) : text;
    connection()
      .answerConnectionTest(request.body, { saved: node?.credentials ?? {}, replaceVariable })
      .then(({ status, body }) => {
        response.status(status).json(body);
      }, next);
  });

  let admin: adminModule.SimulatorAdmin | undefined;
  const simulated =
    (name: Exclude<keyof adminModule.SimulatorAdmin, 'close'>): RequestHandler =>
    (request, response) => {
      admin ??= simulator().createSimulatorAdmin({ find: (id) => running().findSimulator(id), phonePage: () => PHONE });
      admin[name](request, response);
    };
  const base = '/twilio/simulator/:id';
  // The page holds no data, like the editor's own page. Everything that it shows needs a permission.
  app.get(`${base}/phone`, simulated('phone'));
  app.get(`${base}/phone/:file`, simulated('phoneFile'));
  app.get(`${base}/state`, read, simulated('state'));
  app.get(`${base}/events`, read, simulated('events'));
  app.get(`${base}/files/:sid`, read, simulated('file'));
  app.post(`${base}/messages`, write, simulated('messages'));
  app.post(`${base}/messages/:sid/read`, write, simulated('read'));
  app.post(`${base}/calls`, write, simulated('calls'));
  app.get(`${base}/calls/:sid/audio`, read, simulated('hear'));
  app.post(`${base}/calls/:sid/audio`, write, simulated('talk'));
  app.post(`${base}/calls/:sid/:action`, write, simulated('callAction'));
  app.post(`${base}/faults`, write, simulated('faults'));
}

/** A webhook URL, with `user:pass@` replaced by `hidden` if that is given. */
function visibleUrl(url: string | undefined, hidden: string | undefined): string | null {
  if (url === undefined) return null;
  return hidden === undefined ? url : url.replace(/^([a-z]+:\/\/)[^/?#]*@/i, `$1${hidden}`);
}

/** What replaces `user:pass@`: nothing when it comes from the credentials, which Node-RED never shows. */
function hiddenLogin(publicUrl: PublicUrl | undefined, isWriter: boolean): string | undefined {
  if (publicUrl?.isAuthSecret === true) return '';
  return isWriter ? undefined : '***@';
}

/** Whether the user may change flows. Without `adminAuth` every user may. */
function mayWrite(request: Request): boolean {
  const info: unknown = Reflect.get(request, 'authInfo');
  const scope: unknown = typeof info === 'object' && info !== null ? Reflect.get(info, 'scope') : undefined;
  if (scope === undefined) return true;
  return [scope].flat().some((one) => one === '*' || one === 'write' || one === '*.write' || one === 'flows.write');
}
