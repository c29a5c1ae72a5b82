import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { mailServerEndpoints } from "@/lib/mail-servers/endpoints";
import { removeMailServer, updateMailServer } from "@/lib/mail-servers/mutations";
import { getMailServer } from "@/lib/mail-servers/queries";

export const GET = handler(mailServerEndpoints.get, async ({ client }) =>
  record(await getMailServer(client)),
);

export const PATCH = handler(mailServerEndpoints.update, async ({ client, orgId, expected, body }) =>
  record(await updateMailServer(client, orgId, expected, body)),
);

export const DELETE = handler(mailServerEndpoints.remove, async ({ client, expected }) =>
  record(await removeMailServer(client, expected)),
);
