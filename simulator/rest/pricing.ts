import { notFound } from '../core/api-error';
import { isKnownCountry } from '../numbering/numbering-plan';
import { CATEGORIES } from '../usage/prices';
import type { Route } from './router';

/** The simulator has the same price everywhere. Four digits, as Twilio writes them. */
const priceOf = (category: string): string => (CATEGORIES.find(({ name }) => name === category)?.price ?? 0).toFixed(4);

/** https://www.twilio.com/docs/messaging/api/pricing */
export const pricingRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'pricing',
    path: '/v1/Messaging/Countries/{IsoCountry}',
    handle({ path, pathname }) {
      const iso = (path['IsoCountry'] ?? '').toUpperCase();
      if (!isKnownCountry(iso)) throw notFound(pathname);
      const price = (category: string) => ({
        number_type: 'local',
        base_price: priceOf(category),
        current_price: priceOf(category),
      });
      return {
        status: 200,
        body: {
          country: new Intl.DisplayNames(['en'], { type: 'region' }).of(iso) ?? iso,
          iso_country: iso,
          outbound_sms_prices: [{ carrier: 'Simulated', mcc: '001', mnc: '01', prices: [price('sms-outbound')] }],
          inbound_sms_prices: [price('sms-inbound')],
          price_unit: 'USD',
          url: `https://pricing.twilio.com/v1/Messaging/Countries/${iso}`,
        },
      };
    },
  },
];
