import type { Job } from './action-job';

/** The messages that an action is working on. */
export interface JobsInProgress extends Iterable<Job> {
  readonly size: number;
  /** The parts of all jobs that are not done yet. */
  readonly remaining: number;
  has(job: Job): boolean;
  add(job: Job): void;
  /** Sets how many parts of a job are not done yet. False when the job has ended. */
  setParts(job: Job, parts: number): boolean;
  /** Ends a job. False when it has ended before. */
  end(job: Job): boolean;
  /** Calls a function when the last job ends. */
  onDrained(listener: () => void): void;
}

/** Counts the jobs of one node, and their parts. */
export function createJobsInProgress(): JobsInProgress {
  const jobs = new Set<Job>();
  let remaining = 0;
  let drained: (() => void) | undefined;
  return {
    get size() {
      return jobs.size;
    },
    get remaining() {
      return remaining;
    },
    [Symbol.iterator]: () => [...jobs].values(),
    has: (job) => jobs.has(job),
    add(job) {
      jobs.add(job);
      remaining += job.parts;
    },
    setParts(job, parts) {
      if (!jobs.has(job)) return false;
      remaining += parts - job.parts;
      job.parts = parts;
      return true;
    },
    end(job) {
      if (!jobs.delete(job)) return false;
      remaining -= job.parts;
      if (jobs.size === 0) drained?.();
      return true;
    },
    onDrained(listener) {
      drained = listener;
    },
  };
}
