import { examine } from '../setup/doctor';
import type { CheckedFinding } from '../setup/finding';
import type { Subject } from '../setup/subject';
import { failure, type Answer } from './answer';

/** Runs the doctor: 200 with the findings, in the order of the checks. */
export async function runDoctor(subject: Subject): Promise<Answer<{ findings: CheckedFinding[] }>> {
  try {
    return { status: 200, body: { findings: await examine(subject) } };
  } catch (error) {
    return failure(subject.account, error);
  }
}
