import { fileEndpoints } from "@/lib/files/endpoints";
import { createFile } from "@/lib/files/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(fileEndpoints.create, async ({ client, body }) => {
  const made = await createFile(client, body);
  return { ...outcome(made.outcome), body: { data: made.outcome.data, upload: made.upload } };
});
