import { TwilioError } from '../errors/twilio-error';

/** The error for an operation that needs a confirmation. */
export const notConfirmed = (): TwilioError =>
  new TwilioError('NOT_CONFIRMED', 'This operation costs money or cannot be undone, and was not confirmed', {
    hint: 'Select "Confirmed" in the node, or set msg.confirm to true.',
  });
