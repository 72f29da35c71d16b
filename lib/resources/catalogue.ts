/** A kind of value that a parameter takes; decides the field in the form and the check before the network. */
export type ParameterType =
  'text' | 'sid' | 'number' | 'boolean' | 'date' | 'time' | 'url' | 'socket' | 'country' | 'phone' | 'choice';

/** One parameter of an operation. */
export interface Parameter {
  /** In camelCase, as a flow writes it. */
  name: string;
  type: ParameterType;
  required?: boolean;
  /** For `sid`: its two letters. */
  prefix?: string;
  /** What a `choice` may be, or a `sid` instead of one. */
  choices?: readonly string[];
  /** Under another name at Twilio than the PascalCase of `name`, such as `DateSent>`. */
  sentAs?: string;
  /** In the path, in place of `{name}`. */
  inPath?: boolean;
  /** For `date`: Twilio also takes days from today, such as `-30days`. */
  relative?: boolean;
}

/** What an operation gives: one resource, many, a file, or nothing but that it is done. */
export type ResultKind = 'resource' | 'list' | 'file' | 'nothing';

/** One operation on a resource. */
export interface Operation {
  method: 'get' | 'post' | 'delete';
  /** The address without `https://`; `{AccountSid}` is the account's own. */
  path: string;
  result: ResultKind;
  /** The member of a page that holds the resources, for `list`. */
  key?: string;
  parameters: readonly Parameter[];
  /** Parameters that are always sent. */
  fixed?: Readonly<Record<string, string>>;
  /** At least one of these has to be given. */
  oneOf?: readonly string[];
  /** An empty text takes away what is set. */
  emptyClears?: boolean;
  /** Costs money or cannot be undone: a tick in the node or `msg.confirm` must allow it. */
  confirm?: boolean;
  /** The page of Twilio's documentation. */
  docs: string;
}

const API = 'api.twilio.com/2010-04-01/Accounts/{AccountSid}';
const DOCS = 'https://www.twilio.com/docs/';

const sid = (prefix: string, name = 'sid'): Parameter => ({ name, type: 'sid', prefix, required: true, inPath: true });
const date = (name: string, sentAs: string): Parameter => ({ name, type: 'date', sentAs });

const getOne = (path: string, prefix: string, docs: string, ...more: Parameter[]): Operation => ({
  method: 'get',
  path,
  result: 'resource',
  parameters: [...more, sid(prefix)],
  docs,
});

const deleteOne = (path: string, prefix: string, docs: string, ...more: Parameter[]): Operation => ({
  method: 'delete',
  path,
  result: 'nothing',
  parameters: [...more, sid(prefix)],
  docs,
});

const listOf = (path: string, key: string, docs: string, ...parameters: Parameter[]): Operation => ({
  method: 'get',
  path,
  result: 'list',
  key,
  parameters,
  docs,
});

const MESSAGE_DOCS = `${DOCS}messaging/api/message-resource`;
const MEDIA_DOCS = `${DOCS}messaging/api/media-resource`;
const CALL_DOCS = `${DOCS}voice/api/call-resource`;
const RECORDING_DOCS = `${DOCS}voice/api/recording`;
const TRANSCRIPTION_DOCS = `${DOCS}voice/api/recording-transcription`;
const STREAM_DOCS = `${DOCS}voice/api/stream-resource`;
const QUEUE_DOCS = `${DOCS}voice/api/queue-resource`;
const MEMBER_DOCS = `${DOCS}voice/api/member-resource`;
const NUMBER_DOCS = `${DOCS}phone-numbers/api/incomingphonenumber-resource`;
const AUDIT_DOCS = `${DOCS}usage/monitor-events`;
const USAGE_DOCS = `${DOCS}usage/api/usage-record`;

const usage = (period: string): Operation =>
  listOf(
    `${API}/Usage/Records${period}.json`,
    'usage_records',
    USAGE_DOCS,
    { name: 'category', type: 'text' },
    { name: 'startDate', type: 'date', relative: true },
    { name: 'endDate', type: 'date', relative: true },
    { name: 'includeSubaccounts', type: 'boolean' },
  );

/** The parameters of a number that a flow may set. */
const NUMBER_FIELDS: readonly Parameter[] = [
  { name: 'friendlyName', type: 'text' },
  { name: 'smsUrl', type: 'url' },
  { name: 'smsMethod', type: 'choice', choices: ['POST', 'GET'] },
  { name: 'smsFallbackUrl', type: 'url' },
  { name: 'smsFallbackMethod', type: 'choice', choices: ['POST', 'GET'] },
  { name: 'voiceUrl', type: 'url' },
  { name: 'voiceMethod', type: 'choice', choices: ['POST', 'GET'] },
  { name: 'voiceFallbackUrl', type: 'url' },
  { name: 'voiceFallbackMethod', type: 'choice', choices: ['POST', 'GET'] },
  { name: 'voiceCallerIdLookup', type: 'boolean' },
  { name: 'statusCallback', type: 'url' },
  { name: 'statusCallbackMethod', type: 'choice', choices: ['POST', 'GET'] },
  { name: 'smsApplicationSid', type: 'sid', prefix: 'AP' },
  { name: 'voiceApplicationSid', type: 'sid', prefix: 'AP' },
  { name: 'trunkSid', type: 'sid', prefix: 'TK' },
  { name: 'addressSid', type: 'sid', prefix: 'AD' },
  { name: 'bundleSid', type: 'sid', prefix: 'BU' },
  { name: 'identitySid', type: 'sid', prefix: 'RI' },
  { name: 'emergencyStatus', type: 'choice', choices: ['Active', 'Inactive'] },
  { name: 'emergencyAddressSid', type: 'sid', prefix: 'AD' },
  { name: 'voiceReceiveMode', type: 'choice', choices: ['voice', 'fax'] },
];

/** A call in a queue, by its SID, or `Front` for the one that waited longest. */
const MEMBER: Parameter = { ...sid('CA', 'callSid'), choices: ['Front'] };

const MESSAGE_SID = sid('', 'messageSid');

/**
 * Every operation of the `api` node, by resource. The editor's form is drawn from this table and the requests are made
 * from it, so that neither can know what the other does not.
 */
export const CATALOGUE = {
  messages: {
    list: listOf(
      `${API}/Messages.json`,
      'messages',
      MESSAGE_DOCS,
      { name: 'to', type: 'text' },
      { name: 'from', type: 'text' },
      date('sentOn', 'DateSent'),
      date('sentBefore', 'DateSent<'),
      date('sentAfter', 'DateSent>'),
    ),
    get: getOne(`${API}/Messages/{sid}.json`, '', MESSAGE_DOCS),
    cancel: {
      method: 'post',
      path: `${API}/Messages/{sid}.json`,
      result: 'resource',
      parameters: [sid('')],
      fixed: { Status: 'canceled' },
      docs: `${DOCS}messaging/features/message-scheduling`,
    },
    redact: {
      method: 'post',
      path: `${API}/Messages/{sid}.json`,
      result: 'resource',
      parameters: [sid('')],
      fixed: { Body: '' },
      docs: MESSAGE_DOCS,
    },
    delete: deleteOne(`${API}/Messages/{sid}.json`, '', MESSAGE_DOCS),
  },
  messageMedia: {
    list: listOf(`${API}/Messages/{messageSid}/Media.json`, 'media_list', MEDIA_DOCS, MESSAGE_SID),
    get: getOne(`${API}/Messages/{messageSid}/Media/{sid}.json`, 'ME', MEDIA_DOCS, MESSAGE_SID),
    fetch: {
      method: 'get',
      path: `${API}/Messages/{messageSid}/Media/{sid}`,
      result: 'file',
      parameters: [MESSAGE_SID, sid('ME')],
      docs: MEDIA_DOCS,
    },
    delete: deleteOne(`${API}/Messages/{messageSid}/Media/{sid}.json`, 'ME', MEDIA_DOCS, MESSAGE_SID),
  },
  calls: {
    list: listOf(
      `${API}/Calls.json`,
      'calls',
      CALL_DOCS,
      { name: 'to', type: 'text' },
      { name: 'from', type: 'text' },
      {
        name: 'status',
        type: 'choice',
        choices: ['queued', 'ringing', 'in-progress', 'canceled', 'completed', 'failed', 'busy', 'no-answer'],
      },
      { name: 'parentCallSid', type: 'sid', prefix: 'CA' },
      date('startedOn', 'StartTime'),
      date('startedBefore', 'StartTime<'),
      date('startedAfter', 'StartTime>'),
    ),
    get: getOne(`${API}/Calls/{sid}.json`, 'CA', CALL_DOCS),
    update: {
      method: 'post',
      path: `${API}/Calls/{sid}.json`,
      result: 'resource',
      parameters: [
        sid('CA'),
        { name: 'twiml', type: 'text' },
        { name: 'url', type: 'url' },
        { name: 'method', type: 'choice', choices: ['POST', 'GET'] },
        { name: 'status', type: 'choice', choices: ['canceled', 'completed'] },
        { name: 'fallbackUrl', type: 'url' },
        { name: 'fallbackMethod', type: 'choice', choices: ['POST', 'GET'] },
        { name: 'statusCallback', type: 'url' },
        { name: 'statusCallbackMethod', type: 'choice', choices: ['POST', 'GET'] },
        { name: 'timeLimit', type: 'number' },
      ],
      docs: CALL_DOCS,
    },
    hangUp: {
      method: 'post',
      path: `${API}/Calls/{sid}.json`,
      result: 'resource',
      parameters: [sid('CA')],
      fixed: { Status: 'completed' },
      docs: CALL_DOCS,
    },
    delete: deleteOne(`${API}/Calls/{sid}.json`, 'CA', CALL_DOCS),
  },
  recordings: {
    list: listOf(
      `${API}/Recordings.json`,
      'recordings',
      RECORDING_DOCS,
      { name: 'callSid', type: 'sid', prefix: 'CA' },
      { name: 'conferenceSid', type: 'sid', prefix: 'CF' },
      date('createdOn', 'DateCreated'),
      date('createdBefore', 'DateCreated<'),
      date('createdAfter', 'DateCreated>'),
    ),
    get: getOne(`${API}/Recordings/{sid}.json`, 'RE', RECORDING_DOCS),
    fetch: {
      method: 'get',
      path: `${API}/Recordings/{sid}.{format}`,
      result: 'file',
      parameters: [
        sid('RE'),
        { name: 'format', type: 'choice', choices: ['mp3', 'wav'], required: true, inPath: true },
        { name: 'requestedChannels', type: 'choice', choices: ['1', '2'] },
      ],
      docs: RECORDING_DOCS,
    },
    delete: deleteOne(`${API}/Recordings/{sid}.json`, 'RE', RECORDING_DOCS),
  },
  transcriptions: {
    list: listOf(`${API}/Transcriptions.json`, 'transcriptions', TRANSCRIPTION_DOCS),
    get: getOne(`${API}/Transcriptions/{sid}.json`, 'TR', TRANSCRIPTION_DOCS),
    delete: deleteOne(`${API}/Transcriptions/{sid}.json`, 'TR', TRANSCRIPTION_DOCS),
  },
  streams: {
    start: {
      method: 'post',
      path: `${API}/Calls/{callSid}/Streams.json`,
      result: 'resource',
      parameters: [
        sid('CA', 'callSid'),
        { name: 'url', type: 'socket', required: true },
        { name: 'name', type: 'text' },
        { name: 'track', type: 'choice', choices: ['inbound_track', 'outbound_track', 'both_tracks'] },
        { name: 'statusCallback', type: 'url' },
        { name: 'statusCallbackMethod', type: 'choice', choices: ['POST', 'GET'] },
      ],
      docs: STREAM_DOCS,
    },
    stop: {
      method: 'post',
      path: `${API}/Calls/{callSid}/Streams/{sid}.json`,
      result: 'resource',
      parameters: [sid('CA', 'callSid'), sid('MZ')],
      fixed: { Status: 'stopped' },
      docs: STREAM_DOCS,
    },
  },
  queues: {
    list: listOf(`${API}/Queues.json`, 'queues', QUEUE_DOCS),
    get: getOne(`${API}/Queues/{sid}.json`, 'QU', QUEUE_DOCS),
    create: {
      method: 'post',
      path: `${API}/Queues.json`,
      result: 'resource',
      parameters: [
        { name: 'friendlyName', type: 'text', required: true },
        { name: 'maxSize', type: 'number' },
      ],
      docs: QUEUE_DOCS,
    },
    update: {
      method: 'post',
      path: `${API}/Queues/{sid}.json`,
      result: 'resource',
      parameters: [sid('QU'), { name: 'friendlyName', type: 'text' }, { name: 'maxSize', type: 'number' }],
      docs: QUEUE_DOCS,
    },
    delete: deleteOne(`${API}/Queues/{sid}.json`, 'QU', QUEUE_DOCS),
  },
  queueMembers: {
    list: listOf(`${API}/Queues/{queueSid}/Members.json`, 'queue_members', MEMBER_DOCS, sid('QU', 'queueSid')),
    get: {
      method: 'get',
      path: `${API}/Queues/{queueSid}/Members/{callSid}.json`,
      result: 'resource',
      parameters: [sid('QU', 'queueSid'), MEMBER],
      docs: MEMBER_DOCS,
    },
    dequeue: {
      method: 'post',
      path: `${API}/Queues/{queueSid}/Members/{callSid}.json`,
      result: 'resource',
      parameters: [
        sid('QU', 'queueSid'),
        MEMBER,
        { name: 'url', type: 'url', required: true },
        { name: 'method', type: 'choice', choices: ['POST', 'GET'] },
      ],
      docs: MEMBER_DOCS,
    },
  },
  incomingNumbers: {
    list: listOf(
      `${API}/IncomingPhoneNumbers.json`,
      'incoming_phone_numbers',
      NUMBER_DOCS,
      { name: 'phoneNumber', type: 'text' },
      { name: 'friendlyName', type: 'text' },
    ),
    get: getOne(`${API}/IncomingPhoneNumbers/{sid}.json`, 'PN', NUMBER_DOCS),
    update: {
      method: 'post',
      path: `${API}/IncomingPhoneNumbers/{sid}.json`,
      result: 'resource',
      parameters: [sid('PN'), ...NUMBER_FIELDS],
      emptyClears: true,
      docs: NUMBER_DOCS,
    },
    setWebhooks: {
      method: 'post',
      path: `${API}/IncomingPhoneNumbers/{sid}.json`,
      result: 'resource',
      parameters: [sid('PN')],
      docs: NUMBER_DOCS,
    },
    buy: {
      method: 'post',
      path: `${API}/IncomingPhoneNumbers.json`,
      result: 'resource',
      parameters: [{ name: 'phoneNumber', type: 'phone' }, { name: 'areaCode', type: 'text' }, ...NUMBER_FIELDS],
      oneOf: ['phoneNumber', 'areaCode'],
      confirm: true,
      docs: NUMBER_DOCS,
    },
    release: { ...deleteOne(`${API}/IncomingPhoneNumbers/{sid}.json`, 'PN', NUMBER_DOCS), confirm: true },
  },
  availableNumbers: {
    search: listOf(
      `${API}/AvailablePhoneNumbers/{country}/{type}.json`,
      'available_phone_numbers',
      `${DOCS}phone-numbers/api/availablephonenumber-resource`,
      { name: 'country', type: 'country', required: true, inPath: true },
      { name: 'type', type: 'choice', choices: ['Local', 'Mobile', 'TollFree'], required: true, inPath: true },
      { name: 'areaCode', type: 'number' },
      { name: 'contains', type: 'text' },
      { name: 'inLocality', type: 'text' },
      { name: 'inRegion', type: 'text' },
      { name: 'smsEnabled', type: 'boolean' },
      { name: 'mmsEnabled', type: 'boolean' },
      { name: 'voiceEnabled', type: 'boolean' },
      { name: 'excludeAllAddressRequired', type: 'boolean' },
    ),
  },
  usage: { daily: usage('/Daily'), monthly: usage('/Monthly'), byCategory: usage('') },
  balance: {
    get: {
      method: 'get',
      path: `${API}/Balance.json`,
      result: 'resource',
      parameters: [],
      docs: 'https://help.twilio.com/articles/360025294494',
    },
  },
  messagingServices: {
    list: listOf('messaging.twilio.com/v1/Services', 'services', `${DOCS}messaging/api/service-resource`),
    get: getOne('messaging.twilio.com/v1/Services/{sid}', 'MG', `${DOCS}messaging/api/service-resource`),
  },
  contentTemplates: {
    list: listOf('content.twilio.com/v1/Content', 'contents', `${DOCS}content/content-api-resources`),
    get: getOne('content.twilio.com/v1/Content/{sid}', 'HX', `${DOCS}content/content-api-resources`),
  },
  verifyServices: {
    list: listOf('verify.twilio.com/v2/Services', 'services', `${DOCS}verify/api/service`),
  },
  auditEvents: {
    list: listOf(
      'monitor.twilio.com/v1/Events',
      'events',
      AUDIT_DOCS,
      { name: 'eventType', type: 'text' },
      { name: 'resourceSid', type: 'sid', prefix: '' },
      { name: 'sourceIpAddress', type: 'text' },
      { name: 'startDate', type: 'time' },
      { name: 'endDate', type: 'time' },
    ),
    get: getOne('monitor.twilio.com/v1/Events/{sid}', 'AE', AUDIT_DOCS),
  },
  account: {
    get: {
      method: 'get',
      path: 'api.twilio.com/2010-04-01/Accounts/{AccountSid}.json',
      result: 'resource',
      parameters: [],
      docs: `${DOCS}iam/api/account`,
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/**
 * The operation that a node names.
 * @returns `undefined` when there is none of these names
 */
export function operationOf(resource: string, operation: string): Operation | undefined {
  const operations: Readonly<Record<string, Operation>> | undefined = Object.hasOwn(CATALOGUE, resource)
    ? CATALOGUE[resource as keyof typeof CATALOGUE]
    : undefined;
  return operations !== undefined && Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}
