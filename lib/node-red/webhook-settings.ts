import type { Red } from './red';

/** `twilioWebhooks` in Node-RED's `settings.js`. */
export interface WebhookSettings {
  /** Further parameters that signed webhooks may have, such as those of a call from the Voice SDK. */
  parameters: readonly string[];
  /** The largest body, such as `256kb`. */
  maxBodySize?: string | number;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Reads `twilioWebhooks`. What is missing or invalid has its default. */
export function webhookSettings(red: Red): WebhookSettings {
  const found: unknown = Reflect.get(red.settings, 'twilioWebhooks');
  const settings = typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  const maxBodySize = settings['maxBodySize'];
  return {
    parameters: texts(settings['parameters']),
    ...(typeof maxBodySize === 'string' || typeof maxBodySize === 'number' ? { maxBodySize } : {}),
  };
}
