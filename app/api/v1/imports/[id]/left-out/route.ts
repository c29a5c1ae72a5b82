import { download } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { getTranslator } from "@/lib/i18n/server";
import { importEndpoints } from "@/lib/imports/endpoints";
import { getLeftOut } from "@/lib/imports/queries";

export const GET = handler(importEndpoints.leftOut, async ({ client, orgId, params }) => {
  const { name, content } = await getLeftOut(client, orgId, params.id, await getTranslator("imports"));
  return download(name, "text/csv; charset=utf-8", content);
});
