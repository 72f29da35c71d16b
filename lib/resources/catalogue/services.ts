import { DOCS, getOne, listOf } from './builders';
import type { Operations } from './types';

const MESSAGING_DOCS = `${DOCS}messaging/api/service-resource`;
const CONTENT_DOCS = `${DOCS}content/content-api-resources`;

/** Messaging Services. */
export const messagingServices = {
  list: listOf('messaging.twilio.com/v1/Services', 'services', MESSAGING_DOCS),
  get: getOne('messaging.twilio.com/v1/Services/{sid}', 'MG', MESSAGING_DOCS),
} as const satisfies Operations;

/** Content templates. */
export const contentTemplates = {
  list: listOf('content.twilio.com/v1/Content', 'contents', CONTENT_DOCS),
  get: getOne('content.twilio.com/v1/Content/{sid}', 'HX', CONTENT_DOCS),
} as const satisfies Operations;

/** Verify Services. */
export const verifyServices = {
  list: listOf('verify.twilio.com/v2/Services', 'services', `${DOCS}verify/api/service`),
} as const satisfies Operations;
