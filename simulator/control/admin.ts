import { readCallAct } from '../voice/person-action';
import { readPersonCall } from '../voice/inbound-call';
import { openAudio, readAudio } from './admin-audio';
import { readJson } from './admin-body';
import { sendBytes, sendError, sendFile, sendJson } from './admin-response';
import { openStream } from './admin-stream';
import { readFaults } from '../core/faults';
import { readPersonFields } from '../messaging/person-message';
import type { Simulator } from '../model/simulator';
import type { Request, Response } from 'express';
import { SimulatorInputError } from '../core/input-error';

/** An Express handler. It always sends a response and never throws. */
export type AdminHandler = (request: Request, response: Response) => void;

/** The handlers of the simulator's endpoints under `<httpAdminRoot>/twilio/simulator/:id/…`. */
export interface SimulatorAdmin {
  /** `GET :id/state`: the state. */
  state: AdminHandler;
  /** `GET :id/events`: `event: state`, then one event per change with its type as the name. */
  events: AdminHandler;
  /** `POST :id/messages` { from, to, body, media, channel … }: the message, after its webhook. */
  messages: AdminHandler;
  /** `POST :id/messages/:sid/read`: the person reads a WhatsApp message. */
  read: AdminHandler;
  /** `POST :id/calls` { from, to }: the call, after its voice webhook. */
  calls: AdminHandler;
  /** `POST :id/calls/:sid/:action`: `digits` { digits }, `speech` { text }, `speaking`, `answer`, `hangup`, `ring`. */
  callAction: AdminHandler;
  /** `GET :id/calls/:sid/audio`: what the person hears of streams, as `audio/basic`, until the end of the call. */
  hear: AdminHandler;
  /** `POST :id/calls/:sid/audio`: a piece of audio from the person's microphone, as `audio/basic`. */
  talk: AdminHandler;
  /** `GET :id/files/:sid`: the audio of a recording (WAV), or media sent as bytes. */
  file: AdminHandler;
  /** `POST :id/faults`: sets some faults and returns all of them. */
  faults: AdminHandler;
  /** `GET :id/phone`: the phone page. */
  phone: AdminHandler;
  /** `GET :id/phone/:file`: the script and style of the page. */
  phoneFile: AdminHandler;
  /** Ends all open streams of events. */
  close(): void;
}

/** Where the endpoints find what they serve. */
export interface SimulatorAdminOptions {
  /** Finds the simulator of an account node by the id of the node. */
  find(id: string): Simulator | undefined | PromiseLike<Simulator | undefined>;
  /** The folder of the built phone page. */
  phonePage(): string;
}

/** Creates the handlers. The caller mounts them, with the editor's permissions. */
export function createSimulatorAdmin({ find, phonePage }: SimulatorAdminOptions): SimulatorAdmin {
  const streams = new Set<() => void>();

  /** Finds the simulator, runs the endpoint, and sends errors as responses. */
  function endpoint(
    run: (simulator: Simulator, request: Request, response: Response) => void | Promise<void>,
  ): AdminHandler {
    return (request, response) => {
      void (async () => {
        const simulator = await find(String(request.params['id'] ?? ''));
        if (simulator === undefined) {
          sendError(
            response,
            404,
            'There is no simulator here: the account is not deployed, or its environment is not the simulator. ' +
              'Select the simulator in the account node and deploy.',
          );
          return;
        }
        await run(simulator, request, response);
      })().catch((error: unknown) => {
        if (error instanceof SimulatorInputError) sendError(response, 400, error.message);
        else
          sendError(response, 500, `The simulator failed: ${error instanceof Error ? error.message : 'unknown error'}`);
      });
    };
  }

  return {
    state: endpoint((simulator, _request, response) => {
      sendJson(response, 200, simulator.state());
    }),
    events: endpoint((simulator, request, response) => {
      const end = openStream(simulator, request, response, () => {
        streams.delete(end);
      });
      streams.add(end);
    }),
    messages: endpoint(async (simulator, request, response) => {
      sendJson(response, 200, await simulator.receiveMessage(readPersonFields(await readJson(request))));
    }),
    read: endpoint(async (simulator, request, response) => {
      await readJson(request);
      sendJson(response, 200, await simulator.markRead(parameter(request, 'sid')));
    }),
    calls: endpoint(async (simulator, request, response) => {
      sendJson(response, 200, await simulator.placeCall(readPersonCall(await readJson(request))));
    }),
    callAction: endpoint(async (simulator, request, response) => {
      const act = readCallAct(parameter(request, 'action'), await readJson(request));
      sendJson(response, 200, await simulator.actOnCall(parameter(request, 'sid'), act));
    }),
    hear: endpoint((simulator, request, response) => {
      const end = openAudio(simulator, parameter(request, 'sid'), request, response, () => {
        streams.delete(end);
      });
      streams.add(end);
    }),
    talk: endpoint(async (simulator, request, response) => {
      simulator.sendAudio(parameter(request, 'sid'), await readAudio(request));
      response.status(204).end();
    }),
    file: endpoint((simulator, request, response) => {
      const file = simulator.bytesOf(parameter(request, 'sid'));
      if (file === undefined) sendError(response, 404, 'There is no such file, or it was removed.');
      else sendBytes(response, file);
    }),
    faults: endpoint(async (simulator, request, response) => {
      sendJson(response, 200, simulator.setFaults(readFaults(await readJson(request))));
    }),
    phone: endpoint((_simulator, request, response) => {
      const [path = '', query] = request.originalUrl.split('?');
      if (!path.endsWith('/')) return sendFile(response, phonePage(), 'index.html');
      // The page uses relative URLs, so that it works behind a reverse proxy.
      response.redirect(308, `../phone${query === undefined ? '' : `?${query}`}`);
    }),
    phoneFile: endpoint((_simulator, request, response) =>
      sendFile(response, phonePage(), String(request.params['file'] ?? '')),
    ),
    close() {
      for (const end of [...streams]) end();
    },
  };
}

/** A parameter of the path. */
function parameter(request: Request, name: string): string {
  return String(request.params[name] ?? '');
}
