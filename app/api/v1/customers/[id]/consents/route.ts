import { consentEndpoints } from "@/lib/consents/endpoints";
import { createConsent } from "@/lib/consents/mutations";
import { listConsents } from "@/lib/consents/queries";
import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(consentEndpoints.list, async ({ client, params }) =>
  list(await listConsents(client, params.id)),
);

export const POST = handler(consentEndpoints.create, async ({ client, params, body }) =>
  outcome(await createConsent(client, params.id, body)),
);
