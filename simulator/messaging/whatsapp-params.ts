import { stripChannel } from './message';
import { REFERRAL_KEYS } from './whatsapp';
import type { SimulatedMessage } from '../model/simulator';

/**
 * The webhook parameters that only WhatsApp messages have.
 * https://www.twilio.com/docs/messaging/guides/webhook-request
 * @param externalUserId of the person
 */
export function whatsAppParams(view: SimulatedMessage, externalUserId: string): [string, string][] {
  const person = stripChannel(view.from);
  const waId = view.waId ?? (person.startsWith('+') ? person.slice(1) : undefined);
  const profileName = view.profileName ?? person;
  // Both are there when one is, and with a message that answers another one.
  const isInContext = [view.forwarded, view.repliedTo, view.button].some((part) => part !== undefined);
  const forwarded = isInContext ? String(view.forwarded !== undefined) : undefined;
  const frequentlyForwarded = isInContext ? String(view.forwarded === 'frequently') : undefined;
  // In captured requests the metadata repeats some parameters, in this order. Twilio does not document it.
  const context = {
    ButtonText: view.button?.text,
    Forwarded: forwarded,
    FrequentlyForwarded: frequentlyForwarded,
    Latitude: view.location && String(view.location.latitude),
    Longitude: view.location && String(view.location.longitude),
    ProfileName: profileName,
    WaId: waId,
  };
  const pairs: [string, string | number | undefined][] = [
    ['ProfileName', profileName],
    ['WaId', waId],
    ['ExternalUserId', externalUserId],
    ['ReferralNumMedia', view.referral?.mediaUrl === undefined ? 0 : 1],
    ['MessageType', messageType(view)],
    ['ChannelMetadata', JSON.stringify({ type: 'whatsapp', data: { context } })],
    ['Latitude', view.location?.latitude],
    ['Longitude', view.location?.longitude],
    ['Address', view.location?.address],
    ['Label', view.location?.label],
    ['ButtonText', view.button?.text],
    ['ButtonPayload', view.button?.payload],
    // REPLY for a quick reply, ACTION for a button of a URL or phone number.
    ['ButtonType', view.button && (view.button.type ?? 'REPLY')],
    ['ListId', view.list?.id],
    ['ListTitle', view.list?.title],
    ['ListDescription', view.list?.description],
    ['FlowData', view.flow && JSON.stringify(view.flow)],
    ['InteractiveData', view.flow && JSON.stringify({ flowResponse: view.flow })],
    ['Forwarded', forwarded],
    ['FrequentlyForwarded', frequentlyForwarded],
    ['OriginalRepliedMessageSid', view.repliedTo?.messageSid],
    ['OriginalRepliedMessageSender', view.repliedTo?.from],
    ...REFERRAL_KEYS.map((key): [string, string | undefined] => [
      `Referral${key.charAt(0).toUpperCase()}${key.slice(1)}`,
      view.referral?.[key],
    ]),
  ];
  return pairs.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
}

// Not settled: in a captured request, a quick reply without a template has `interactive` and no `ButtonType`.
function messageType({ media, location, button, list, flow }: SimulatedMessage): string {
  if (location !== undefined) return 'location';
  if (button !== undefined) return 'button';
  if (list !== undefined || flow !== undefined) return 'interactive';
  if (media[0]?.contentType === 'text/vcard') return 'contacts';
  const kind = media[0]?.contentType.split('/')[0];
  if (kind === undefined) return 'text';
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document';
}
