/** An endpoint on a real server, for the tests of what it sends, answers and rejects. */
import assert from 'node:assert/strict';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import type { Router } from '../../../lib/webhooks/router';
import type { Answer, Subscription } from '../../../lib/webhooks/subscribers';
import type { TestHttp } from '../../support/http';
import { endpointOptions, listener, messageFields, post, type Listener } from '../../support/webhooks';
import { useServedRouter } from './served-router';

/** TwiML that sends a text. */
export const twiml = (text: string): string => `<Response><Message>${text}</Message></Response>`;
/** The answer of a trigger with a fixed response. */
export const says = (text: string) => (): Answer => ({ by: 'document', twiml: twiml(text) });
/** The answer of a trigger whose flow responds. */
export const leavesItToTheFlow = (): Answer => ({ by: 'flow', deadlineSeconds: 5 });

/** What {@link useEndpoint} gives a test. */
export interface EndpointScene {
  server: TestHttp;
  router: Router;
  endpoint: Endpoint;
  /** Subscribes a trigger to incoming messages. */
  trigger: (changes?: Partial<Subscription<'message'>>) => Listener<'message'>;
  /** Posts a message. @returns the TwiML of the answer */
  answerTo: (changes?: Record<string, string>) => Promise<string>;
}

/** Gives each test of a `describe` a server with one endpoint. */
export function useEndpoint(): EndpointScene {
  const scene: EndpointScene = Object.assign(useServedRouter() as EndpointScene, {
    trigger(changes: Partial<Subscription<'message'>> = {}) {
      const made = listener('message', changes);
      scene.endpoint.subscribe(made);
      return made;
    },
    async answerTo(changes: Record<string, string> = {}) {
      const { status, text } = await post(scene.server, messageFields(changes));
      assert.equal(status, 200);
      return text;
    },
  });

  beforeEach(() => {
    scene.endpoint = scene.router.mount('account', endpointOptions());
  });
  return scene;
}
