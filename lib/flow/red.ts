import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus } from 'node-red';

/** Node-RED's API as it is handed to a node file. */
export type Red = NodeAPI;

export type { Node, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus };

/** A string of the catalogue that all sets share, `locales/<lang>/runtime.json`. */
export function words(red: Red, key: string, values: Record<string, string | number> = {}): string {
  return red._(`runtime.${key}`, values);
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
