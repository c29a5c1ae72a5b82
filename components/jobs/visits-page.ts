/** More visits than a job ever has; beyond them the list of visits is the place. */
export const JOB_VISITS = 100;
