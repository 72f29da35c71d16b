import type { RequestHandler } from 'express';
import { markAsOwn } from '../webhooks/express';
import { deploymentOf } from './deployment';
import { inLanguage } from './language';
import type { Red } from './red';

/** How long a webhook waits for the flows to start, in milliseconds. Twilio waits 15 seconds for a response. */
const START_TIMEOUT_MS = 10_000;

const waiting = new WeakSet<object>();

/**
 * Lets Twilio's webhooks wait while Node-RED starts. Node-RED listens before its flows run, and would answer 404. Call
 * it when a set of nodes is loaded; later calls for the same app do nothing. It does nothing when Node-RED is listening
 * already, because then the package has just been installed.
 */
export function waitForFlows(red: Red): void {
  const app = red.httpNode as typeof red.httpNode | undefined;
  const server = red.server as typeof red.server | undefined;
  if (app === undefined || server === undefined || server.listening || waiting.has(app)) return;
  waiting.add(app);
  const deployment = deploymentOf(red);
  let hasStarted = false;
  red.events.once('flows:started', () => {
    hasStarted = true;
  });
  const waitForStart: RequestHandler = (request, response, next) => {
    if (hasStarted || request.headers['x-twilio-signature'] === undefined) {
      next();
      return;
    }
    deployment.whenReleasedWithin(START_TIMEOUT_MS, next, () => {
      const reason = deployment.explainStop() ?? 'The flows have not started yet.';
      response
        .status(503)
        .type('text/plain')
        .send(`${inLanguage(reason)}\n`);
    });
  };
  app.use(markAsOwn(waitForStart));
}
