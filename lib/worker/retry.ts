/** Thrown by a handler when another try can't help: a refused address, a record that is gone. */
export class PermanentFailure extends Error {
  override name = "PermanentFailure";
}

/** The same, with a word for it that pages translate: people see the word, the log has the sentence. */
export class JobProblem extends PermanentFailure {
  override name = "JobProblem";
  readonly problem: string;

  constructor(problem: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.problem = problem;
  }
}

/** Why the signal of a job was aborted; its `reason`. Without one the lease is lost or the worker must stop. */
export class JobStopped extends Error {
  override name = "JobStopped";
  readonly why: "cancelled" | "time_limit";

  constructor(why: "cancelled" | "time_limit") {
    super(why === "cancelled" ? "The job was called off." : "The job took longer than it may.");
    this.why = why;
  }
}

export type Waits = { firstWaitS: number; longestWaitS: number };

/**
 * Seconds until the next try after `attempts` failures: twice as long each time up to the longest, each between half
 * and the whole of it at random ("equal jitter"), so that what failed together does not come back together.
 */
export function retryDelayS(
  attempts: number,
  { firstWaitS, longestWaitS }: Waits = { firstWaitS: 5, longestWaitS: 3_600 },
  random = Math.random(),
): number {
  const whole = Math.min(longestWaitS, firstWaitS * 2 ** Math.max(0, attempts - 1));
  return whole / 2 + (whole / 2) * random;
}
