import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { propertyEndpoints } from "@/lib/properties/endpoints";
import { updateGateCode } from "@/lib/properties/mutations";
import { getGateCode } from "@/lib/properties/queries";

export const GET = handler(propertyEndpoints.gateCode, async ({ client, orgId, params }) => ({
  status: 200,
  isSecret: true,
  body: { data: await getGateCode(client, orgId, params.id) },
}));

export const PATCH = handler(
  propertyEndpoints.updateGateCode,
  async ({ client, orgId, params, expected, body }) =>
    record(await updateGateCode(client, orgId, params.id, expected, body)),
);
