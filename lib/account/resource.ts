/** A resource of Twilio's as plain JSON. */
export type Resource = Record<string, unknown>;

/** What the SDK's resource objects have in common. */
export interface Serializable {
  toJSON(): unknown;
}
