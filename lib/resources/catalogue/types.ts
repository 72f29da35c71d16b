/** The type of a parameter. It decides the field in the form, and how the value is checked. */
type ParameterType =
  | 'text'
  | 'sid'
  | 'number'
  | 'boolean'
  /** A day, sent as `2026-11-20`. */
  | 'date'
  /** A time to the second, sent as `2026-11-20T18:00:00Z`. */
  | 'time'
  /** An http or https URL. */
  | 'url'
  /** A wss URL. */
  | 'socket'
  /** An ISO country code of two letters. */
  | 'country'
  /** A phone number in E.164 format. */
  | 'phone'
  | 'choice';

/** One parameter of an operation. */
export interface Parameter {
  /** In camelCase, as in a flow. */
  name: string;
  type: ParameterType;
  required?: boolean;
  /** Of a `sid`: its first two letters. Empty for any. */
  prefix?: string;
  /** Of a `sid`: whether it can also be the phone number of the resource. */
  orNumber?: boolean;
  /** The values of a `choice`; or values that a `sid` can have besides a SID. */
  choices?: readonly string[];
  /** Twilio's name, where it is not the PascalCase of `name`, such as `DateSent>`. */
  sentAs?: string;
  /** Replaces `{name}` in the path. */
  inPath?: boolean;
  /**
   * Of a `date` that limits a list: the property of a resource that is compared with it. `earliest`: at this time or
   * later; `before`: earlier. Twilio compares days only, so the node compares the time of day.
   */
  limits?: { property: string; as: 'earliest' | 'before' };
  /** Of a `date`: Twilio also accepts days relative to today, such as `-30days`. */
  relative?: boolean;
}

/** What an operation returns. */
type ResultKind = 'resource' | 'list' | 'file' | 'nothing';

/** One operation on a resource. */
export interface Operation {
  method: 'get' | 'post' | 'delete';
  /** The URL without `https://`. `{AccountSid}` stands for the SID of the account. */
  path: string;
  result: ResultKind;
  /** Of a `list`: the property of a page that has the resources. */
  key?: string;
  parameters: readonly Parameter[];
  /** Parameters that are always sent. */
  fixed?: Readonly<Record<string, string>>;
  /** At least one of these parameters is required. */
  oneOf?: readonly string[];
  /** Whether an empty text removes the value that is set. */
  emptyClears?: boolean;
  /** Whether it costs money or cannot be undone. Then it needs a confirmation, in the node or as `msg.confirm`. */
  confirm?: boolean;
  /** The page of Twilio's documentation. */
  docs: string;
}

/** The operations of one resource, by name. */
export type Operations = Readonly<Record<string, Operation>>;
