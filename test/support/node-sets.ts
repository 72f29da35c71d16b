/** All node sets of this package, and the core nodes that the tests need, as Node-RED loads them. */
import { createRequire } from 'node:module';
import type { Red } from '../../lib/node-red/red';
import { nodeRedPackage } from './versions';
import accountNode = require('../../nodes/twilio-config/twilio-config');
import apiNode = require('../../nodes/api/api');
import askNode = require('../../nodes/ask/ask');
import callControlNode = require('../../nodes/call-control/call-control');
import callInNode = require('../../nodes/call-in/call-in');
import callStatusNode = require('../../nodes/call-status/call-status');
import conversationNode = require('../../nodes/conversation/conversation');
import dialNode = require('../../nodes/dial/dial');
import enqueueNode = require('../../nodes/enqueue/enqueue');
import gatherNode = require('../../nodes/gather/gather');
import hangUpNode = require('../../nodes/hang-up/hang-up');
import lookupNode = require('../../nodes/lookup/lookup');
import makeCallNode = require('../../nodes/make-call/make-call');
import menuNode = require('../../nodes/menu/menu');
import recordNode = require('../../nodes/record/record');
import recordingInNode = require('../../nodes/recording-in/recording-in');
import replyNode = require('../../nodes/reply/reply');
import sayNode = require('../../nodes/say/say');
import sendSmsNode = require('../../nodes/send-sms/send-sms');
import sendWhatsappNode = require('../../nodes/send-whatsapp/send-whatsapp');
import smsInNode = require('../../nodes/sms-in/sms-in');
import smsStatusNode = require('../../nodes/sms-status/sms-status');
import streamNode = require('../../nodes/stream/stream');
import transcriptionInNode = require('../../nodes/transcription-in/transcription-in');
import twimlNode = require('../../nodes/twiml/twiml');
import verifyNode = require('../../nodes/verify/verify');
import whatsappInNode = require('../../nodes/whatsapp-in/whatsapp-in');
import whatsappStatusNode = require('../../nodes/whatsapp-status/whatsapp-status');

/** The core nodes `split` and `join`. */
const splitNode = createRequire(require.resolve(nodeRedPackage))('@node-red/nodes/core/sequence/17-split.js') as (
  red: Red,
) => void;

/** Each registers its types with Node-RED. */
export const NODE_SETS = [
  accountNode,
  apiNode,
  askNode,
  callControlNode,
  callInNode,
  callStatusNode,
  conversationNode,
  dialNode,
  enqueueNode,
  gatherNode,
  hangUpNode,
  lookupNode,
  makeCallNode,
  menuNode,
  recordNode,
  recordingInNode,
  replyNode,
  sayNode,
  sendSmsNode,
  sendWhatsappNode,
  smsInNode,
  smsStatusNode,
  splitNode,
  streamNode,
  transcriptionInNode,
  twimlNode,
  verifyNode,
  whatsappInNode,
  whatsappStatusNode,
];
