import { fileEndpoints } from "@/lib/files/endpoints";
import { getFile } from "@/lib/files/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(fileEndpoints.get, async ({ client, params }) =>
  record(await getFile(client, params.id)),
);
