import english from '../../locales/en-US/phone.json';
import { callStringsOf } from './call-strings';
import { template } from './template';

/** The strings of the page in a language, from `locales/<language>/phone.json`. Those with placeholders are functions. */
export const stringsOf = (page: typeof english) => ({
  ...page,
  calls: callStringsOf(page.calls),
  namedLocation: template(page.namedLocation, 'label'),
  unread: template(page.unread, 'count'),
  thread: template(page.thread, 'contact'),
  whatsappThread: template(page.whatsappThread, 'contact'),
  profileNameUsed: template(page.profileNameUsed, 'name'),
  pictureFrom: template(page.pictureFrom, 'author'),
  announcement: template(page.announcement, 'author', 'text'),
  flowReceives: template(page.flowReceives, 'value'),
  replyTo: template(page.replyTo, 'text'),
  httpStatus: template(page.httpStatus, 'status'),
  failure: template(page.failure, 'status', 'reason'),
  /** @param reason empty when it is not known */
  errorCode: (code: number, reason: string): string =>
    reason === '' ? template(page.errorCode, 'code')(code) : template(page.failureCode, 'code', 'reason')(code, reason),
  /** Which nodes took a message or call of the person. */
  flow: {
    ...page.flow,
    deliveredTo: template(page.flow.deliveredTo, 'names'),
    secondOutput: template(page.flow.secondOutput, 'filters'),
    filteredOut: template(page.flow.filteredOut, 'trigger', 'filter'),
    filteredOutByAll: template(page.flow.filteredOutByAll, 'trigger', 'filters'),
    notDeployed: template(page.flow.notDeployed, 'trigger'),
    otherAccount: template(page.flow.otherAccount, 'trigger'),
  },
});

/** The strings of one language. */
export type Strings = ReturnType<typeof stringsOf>;

/** The strings of the page in English. */
export const ENGLISH: Strings = stringsOf(english);
