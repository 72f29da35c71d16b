import { TwilioError } from '../errors/twilio-error';

/**
 * Runs a request, and removes a verification code from its error. Errors get into log files.
 * @throws {TwilioError} the error of the request, without the code
 */
export async function hidingCode<T>(code: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwilioError) || code === undefined || code === '') throw error;
    const hide = (text: string) => text.replaceAll(code, '***');
    const { moreInfo, ...cause } = error.cause;
    throw new TwilioError(error.code, hide(error.message), {
      ...cause,
      ...(moreInfo === undefined ? {} : { moreInfo: hide(moreInfo) }),
    });
  }
}
