import { attachmentEndpoints } from "@/lib/attachments/endpoints";
import { removeAttachment, updateAttachment } from "@/lib/attachments/mutations";
import { nothing, record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const PATCH = handler(attachmentEndpoints.update, async ({ client, params, body, expected }) =>
  record(await updateAttachment(client, params.id, expected, body)),
);

export const DELETE = handler(attachmentEndpoints.remove, async ({ client, params, expected }) => {
  await removeAttachment(client, params.id, expected);
  return nothing();
});
