import { fileEndpoints } from "@/lib/files/endpoints";
import { renewUpload } from "@/lib/files/mutations";
import { handler } from "@/lib/http/handler";

export const POST = handler(fileEndpoints.renew, async ({ client, params }) => ({
  status: 200,
  body: await renewUpload(client, params.id),
}));
