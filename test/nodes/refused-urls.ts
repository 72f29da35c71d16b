/**
 * Lets Twilio refuse the credentials for some URLs. Call it before the first request.
 * @param node the account node
 * @returns a function that sets other URLs
 */
export function refuseUrls(node: unknown, urls: RegExp): (others: RegExp) => void {
  let refused = urls;
  const { account } = node as {
    account: { options: { transport: (request: { uri: string }) => Promise<unknown> } };
  };
  const { transport } = account.options;
  account.options.transport = (request) =>
    refused.test(request.uri)
      ? Promise.resolve({ statusCode: 401, body: { code: 20003, message: 'Authenticate', status: 401 } })
      : transport(request);
  return (others) => {
    refused = others;
  };
}
