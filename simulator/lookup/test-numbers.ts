/**
 * Numbers of which a lookup tells something out of the ordinary, to try what a flow does about it. Every other valid
 * number is an active mobile phone (or a toll-free line, where it begins like one), not forwarded, not reassigned and of
 * low risk, whose SIM was last changed long ago.
 *
 * | number | what is told |
 * |---|---|
 * | +15005550009, +15005553006, +15005551001 | a landline, which takes no SMS |
 * | +15005551002 | fixed VoIP |
 * | +15005551003 | non-fixed VoIP |
 * | +15005551004 | a toll-free line |
 * | +15005553003, +15005553005, +15005551005 | switched off: the line status is `inactive` |
 * | +15005553001, +15005551006 | the line status is `unreachable` |
 * | +15005551007 | its SIM was changed an hour ago |
 * | +15005551008 | its calls are forwarded |
 * | +15005551009 | it belongs to somebody else now |
 * | +15005551010 | a high risk of SMS pumping, and blocked for it |
 * | +15005551011 | another person than the one asked for |
 * | +15005551012 | no package has anything to tell: error 60610, outside of coverage |
 */
export interface Traits {
  lineType: 'mobile' | 'landline' | 'fixedVoip' | 'nonFixedVoip' | 'tollFree';
  lineStatus: 'active' | 'inactive' | 'unreachable';
  isSimSwapped: boolean;
  isForwarded: boolean;
  isReassigned: boolean;
  isRisky: boolean;
  isOtherHolder: boolean;
  isOutOfCoverage: boolean;
}

const DEFAULT_TRAITS: Traits = {
  lineType: 'mobile',
  lineStatus: 'active',
  isSimSwapped: false,
  isForwarded: false,
  isReassigned: false,
  isRisky: false,
  isOtherHolder: false,
  isOutOfCoverage: false,
};

const TEST_NUMBERS: Readonly<Record<string, Partial<Traits>>> = {
  '+15005550009': { lineType: 'landline' },
  '+15005551001': { lineType: 'landline' },
  '+15005551002': { lineType: 'fixedVoip' },
  '+15005551003': { lineType: 'nonFixedVoip' },
  '+15005551004': { lineType: 'tollFree' },
  '+15005551005': { lineStatus: 'inactive' },
  '+15005551006': { lineStatus: 'unreachable' },
  '+15005551007': { isSimSwapped: true },
  '+15005551008': { isForwarded: true },
  '+15005551009': { isReassigned: true },
  '+15005551010': { isRisky: true },
  '+15005551011': { isOtherHolder: true },
  '+15005551012': { isOutOfCoverage: true },
  // The ones that a message does not reach.
  '+15005553001': { lineStatus: 'unreachable' },
  '+15005553003': { lineStatus: 'inactive' },
  '+15005553005': { lineStatus: 'inactive' },
  '+15005553006': { lineType: 'landline' },
};

/** What there is to be told of a number. */
export function traitsOf(phoneNumber: string, isTollFree: boolean): Traits {
  return { ...DEFAULT_TRAITS, ...(isTollFree ? { lineType: 'tollFree' as const } : {}), ...TEST_NUMBERS[phoneNumber] };
}

/** Whether a number is a landline. */
export function isLandline(phoneNumber: string): boolean {
  return TEST_NUMBERS[phoneNumber]?.lineType === 'landline';
}
