import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { sampleDataEndpoints } from "@/lib/sample-data/endpoints";
import { removeSampleData } from "@/lib/sample-data/mutations";

export const POST = handler(sampleDataEndpoints.remove, async ({ client }) =>
  outcome(await removeSampleData(client)),
);
