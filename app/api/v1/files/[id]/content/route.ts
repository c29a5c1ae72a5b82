import { fileEndpoints } from "@/lib/files/endpoints";
import { addressOfContent } from "@/lib/files/queries";
import { elsewhere } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(fileEndpoints.content, async ({ client, params, query }) =>
  elsewhere(await addressOfContent(client, params.id, query)),
);
