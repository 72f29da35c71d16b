import { runChecks } from '../setup/doctor';
import type { CheckedFinding } from '../setup/finding';
import type { Subject } from '../setup/subject';
import { failure, inSentences, type Answer } from './answer';

/** A finding whose `reason` also has the hint, in Node-RED's language. */
function withHint(finding: CheckedFinding): CheckedFinding {
  const { reason, hint = '', ...others } = finding.values ?? {};
  return reason === undefined ? finding : { ...finding, values: { ...others, reason: inSentences(reason, hint) } };
}

/** Runs the doctor: 200 with the findings, in the order of the checks. */
export async function runDoctor(subject: Subject): Promise<Answer<{ findings: CheckedFinding[] }>> {
  try {
    return { status: 200, body: { findings: (await runChecks(subject)).map(withHint) } };
  } catch (error) {
    return failure(subject.account, error);
  }
}
