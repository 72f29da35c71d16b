import RequestClient = require('twilio/lib/base/RequestClient');
import Response from 'twilio/lib/http/response';
import Twilio = require('twilio/lib/rest/Twilio');
import type { RestRequest, RestResponse, Simulator } from '../../simulator';

/** The real SDK, wired to a simulator, and everything that it sent and got. */
export interface SimulatedTwilio {
  client: Twilio;
  calls: { request: RestRequest; response: RestResponse }[];
}

/** The real SDK on a simulator's transport. `credentials` stand in for the simulator's own. */
export function simulatedTwilio(
  simulator: Simulator,
  credentials: { accountSid?: string; authToken?: string } = {},
): SimulatedTwilio {
  const calls: SimulatedTwilio['calls'] = [];
  class SimulatorClient extends RequestClient {
    override async request<TData>(options: RequestClient.RequestOptions<TData>): Promise<Response<TData>> {
      const { method, uri, params, data, headers, username, password } = options;
      const request: RestRequest = {
        method,
        uri,
        ...(isRecord(params) ? { params } : {}),
        ...(isRecord(data) || typeof data === 'string' ? { data } : {}),
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])),
      };
      const response = await simulator.request(request);
      calls.push({ request, response });
      // Through JSON, as over the wire: what JSON cannot say does not arrive.
      return new Response<TData>(response.statusCode, JSON.parse(JSON.stringify(response.body)), response.headers);
    }
  }
  const { accountSid = simulator.accountSid, authToken = simulator.authToken } = credentials;
  return { client: new Twilio(accountSid, authToken, { httpClient: new SimulatorClient() }), calls };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
