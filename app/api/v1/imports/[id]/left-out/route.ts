import { download } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { getTranslator } from "@/lib/i18n/server";
import { importEndpoints } from "@/lib/imports/endpoints";
import { leftOutFile } from "@/lib/imports/left-out";
import { allLeftOut, getImport } from "@/lib/imports/queries";

export const GET = handler(importEndpoints.leftOut, async ({ client, params }) => {
  const found = await getImport(client, params.id);
  const { name, content } = leftOutFile(
    found,
    await allLeftOut(client, params.id),
    await getTranslator("imports"),
  );
  return download(name, "text/csv; charset=utf-8", content);
});
