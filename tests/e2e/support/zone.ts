const zone = process.env.TEST_ZONE;
if (!zone)
  throw new Error("The browser tests need a place where it is morning: run `npm run test:e2e [-- FILTER]`.");

/** Where the tests' own companies and browsers are; the run's first process decides for all. */
export const ZONE = zone;
