import { z } from "zod";

const count = z.int().min(0);

/** How much sample data there is, or was when it was removed. All 0: none. */
export const sampleData = z.object({ customers: count, resources: count, visits: count });
export type SampleData = z.infer<typeof sampleData>;
