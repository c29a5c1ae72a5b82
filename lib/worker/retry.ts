/** Thrown by a handler when another try can't help: a refused address, a record that is gone. */
export class PermanentFailure extends Error {
  override name = "PermanentFailure";
}

const firstWaitS = 5;
const longestWaitS = 3_600;

/**
 * Seconds until the next try after `attempts` failures: 5, 10, 20 … up to an hour, each between half and the whole
 * of it at random ("equal jitter"), so that what failed together does not come back together.
 */
export function retryDelayS(attempts: number, random = Math.random()): number {
  const whole = Math.min(longestWaitS, firstWaitS * 2 ** Math.max(0, attempts - 1));
  return whole / 2 + (whole / 2) * random;
}
