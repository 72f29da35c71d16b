/**
 * Test numbers for Lookup. Every other valid number is an active mobile phone (or a toll-free line), not forwarded, not
 * reassigned, with low risk and an old SIM.
 *
 * | number | result |
 * |---|---|
 * | +15005550009, +15005553006, +15005551001 | a landline, which cannot receive SMS |
 * | +15005551002 | fixed VoIP |
 * | +15005551003 | non-fixed VoIP |
 * | +15005551004 | a toll-free line |
 * | +15005553003, +15005553005, +15005551005 | the line status is `inactive` |
 * | +15005553001, +15005551006 | the line status is `unreachable` |
 * | +15005551007 | its SIM was changed an hour ago |
 * | +15005551008 | its calls are forwarded |
 * | +15005551009 | it was reassigned |
 * | +15005551010 | a high risk of SMS pumping, blocked |
 * | +15005551011 | the identity does not match |
 * | +15005551012 | no data: error 60610, outside of coverage |
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
  // Unreachable recipients of messages.
  '+15005553001': { lineStatus: 'unreachable' },
  '+15005553003': { lineStatus: 'inactive' },
  '+15005553005': { lineStatus: 'inactive' },
  '+15005553006': { lineType: 'landline' },
};

/** The traits of a number. */
export function traitsOf(phoneNumber: string, isTollFree: boolean): Traits {
  return { ...DEFAULT_TRAITS, ...(isTollFree ? { lineType: 'tollFree' as const } : {}), ...TEST_NUMBERS[phoneNumber] };
}

/** True for a landline. */
export function isLandline(phoneNumber: string): boolean {
  return TEST_NUMBERS[phoneNumber]?.lineType === 'landline';
}
