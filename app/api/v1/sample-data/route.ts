import { outcome, record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { sampleDataEndpoints } from "@/lib/sample-data/endpoints";
import { createSampleData } from "@/lib/sample-data/mutations";
import { getSampleData } from "@/lib/sample-data/queries";

export const GET = handler(sampleDataEndpoints.get, async ({ client }) =>
  record(await getSampleData(client)),
);

export const POST = handler(sampleDataEndpoints.create, async ({ client }) =>
  outcome(await createSampleData(client)),
);
