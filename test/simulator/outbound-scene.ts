/** Calls that the account makes, with a flow that answers their webhooks. */
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { own, person, useScene } from './support';

/** A URL of the flow. */
export const flow = (name: string) => `https://flows.example.com/twilio/${name}`;
/** All events of a status callback. */
export const everything = ['initiated', 'ringing', 'answered', 'completed'];

type Create = Parameters<SimulatedTwilio['client']['calls']['create']>[0];

/** Gives the tests of a `describe` a simulator, and the client of an account that makes calls. */
export function useOutboundCalls() {
  const scene = useScene();
  const twilio = {} as SimulatedTwilio;
  beforeEach(() => {
    Object.assign(twilio, simulatedTwilio(scene.simulator));
  });
  const create = (fields: Partial<Create> = {}) =>
    twilio.client.calls.create({
      to: person,
      from: own,
      url: flow('answered'),
      statusCallback: flow('status'),
      statusCallbackEvent: everything,
      ...fields,
    });
  const statuses = () => scene.told('status').map((params) => params['CallStatus']);
  return { scene, twilio, create, statuses };
}
