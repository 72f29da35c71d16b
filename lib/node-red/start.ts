import type { RequestHandler } from 'express';
import { DeploymentGate } from '../webhooks/deployment-gate';
import type { Red } from './red';

/** How long a request waits for the flows to start, in milliseconds: as long as Twilio waits for an answer, nearly. */
const START_TIMEOUT_MS = 10_000;

const waiting = new WeakSet();

/**
 * Node-RED listens before its flows run. What Twilio sends in between waits for them, instead of being told that there is
 * nothing here. To be called once a set is loaded; done once for an app. It does nothing when Node-RED is running already,
 * because the package has just been installed.
 */
export function waitForFlows(red: Red): void {
  const app = red.httpNode as typeof red.httpNode | undefined;
  const server = red.server as typeof red.server | undefined;
  if (app === undefined || server === undefined || server.listening || waiting.has(app)) return;
  waiting.add(app);
  const flows = new DeploymentGate();
  flows.pause();
  red.events.once('flows:started', () => {
    flows.release();
  });
  const waitForStart: RequestHandler = (request, response, next) => {
    if (!flows.isPaused || request.headers['x-twilio-signature'] === undefined) {
      next();
      return;
    }
    flows.within(START_TIMEOUT_MS, next, () => {
      response.status(503).type('text/plain').send('The flows have not started yet.\n');
    });
  };
  app.use(waitForStart);
}
