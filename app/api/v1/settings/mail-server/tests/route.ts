import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { mailServerEndpoints } from "@/lib/mail-servers/endpoints";
import { testMailServer } from "@/lib/mail-servers/mutations";

export const POST = handler(mailServerEndpoints.test, async ({ client, expected }) =>
  outcome(await testMailServer(client, expected)),
);
