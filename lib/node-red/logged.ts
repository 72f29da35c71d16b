import type { Node, Red } from './red';

/** What Node-RED gives to its log handlers. */
interface LogEntry {
  id?: string;
  level: number;
}

/**
 * Runs a function.
 * @returns whether Node-RED logged an error of the node meanwhile. It logs only errors that no Catch node handles.
 * https://nodered.org/docs/user-guide/runtime/logging
 */
export function logsError({ log }: Red, { id }: Node, run: () => void): boolean {
  let isLogged = false;
  const handler = {
    emit(_event: string, entry: LogEntry) {
      if (entry.id === id && entry.level === log.ERROR) isLogged = true;
    },
  };
  // Node-RED calls only `emit` of a handler.
  log.addHandler(handler as never);
  try {
    run();
  } finally {
    log.removeHandler(handler as never);
  }
  return isLogged;
}
