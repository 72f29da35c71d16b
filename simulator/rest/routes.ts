import { accountRoutes } from './account';
import { auditRoutes } from './audit';
import { availableNumberRoutes } from './available-numbers';
import { callerIdRoutes } from './caller-ids';
import { callRoutes } from './calls';
import { conferenceRoutes } from './conferences';
import { contentRoutes } from './content';
import { lookupRoutes } from './lookup';
import { mediaRoutes } from './media';
import { messageRoutes } from './messages';
import { messagingServiceRoutes } from './messaging-services';
import { numberRoutes } from './numbers';
import { participantRoutes } from './participants';
import { pricingRoutes } from './pricing';
import { queueRoutes } from './queues';
import { recordingRoutes } from './recordings';
import type { Route } from './router';
import { streamRoutes } from './streams';
import { transcriptionRoutes } from './transcriptions';
import { usageRoutes } from './usage';
import { verifyRoutes } from './verify';
import { verifyServiceRoutes } from './verify-services';

/** All routes of the simulator's REST API. */
export const routes: readonly Route[] = [
  ...messageRoutes,
  ...mediaRoutes,
  ...numberRoutes,
  ...availableNumberRoutes,
  ...callerIdRoutes,
  ...callRoutes,
  ...queueRoutes,
  ...conferenceRoutes,
  ...participantRoutes,
  ...recordingRoutes,
  ...transcriptionRoutes,
  ...streamRoutes,
  ...usageRoutes,
  ...pricingRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...messagingServiceRoutes,
  ...contentRoutes,
  ...verifyServiceRoutes,
  ...verifyRoutes,
  ...lookupRoutes,
];
