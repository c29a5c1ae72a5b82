import { attachmentEndpoints } from "@/lib/attachments/endpoints";
import { createAttachment } from "@/lib/attachments/mutations";
import { listAttachments } from "@/lib/attachments/queries";
import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(attachmentEndpoints.list, async ({ client, query }) =>
  list(await listAttachments(client, query)),
);

export const POST = handler(attachmentEndpoints.create, async ({ client, body }) =>
  outcome(await createAttachment(client, body)),
);
