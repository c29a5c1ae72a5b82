import { fileEndpoints } from "@/lib/files/endpoints";
import { completeFile } from "@/lib/files/mutations";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(fileEndpoints.complete, async ({ client, params }) =>
  record(await completeFile(client, params.id)),
);
