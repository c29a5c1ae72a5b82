import { notFoundError } from "@/lib/errors";
import { customerHandler } from "@/lib/http/customer-handler";
import { findPortalFile, openPortalFile, requirePortal } from "@/lib/portal/queries";

const SIZES = new Set(["small", "medium", "original"]);

/** RFC 6266: the plain name for old readers, the real one for the others. */
function dispositionOf(name: string, isShown: boolean): string {
  const plain = name.replaceAll(/[^\w. -]/g, "_");
  return `${isShown ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** Photos, the signed report and the company's logo; only what belongs to this link. */
export const GET = customerHandler<{ link: string; id: string }>("/v/{link}/files/{id}", async (call) => {
  const { link, id } = call.params;
  const size = call.url.searchParams.get("size") ?? "original";
  const portal = await requirePortal(link, call.context);
  if (!SIZES.has(size)) throw notFoundError();
  call.isFrom({ orgId: portal.orgId, principal: `portal:${portal.linkId}` });
  const file = await findPortalFile(portal.client, id, size);
  const content = await openPortalFile(portal.client, file);
  return new Response(content.stream(), {
    headers: {
      "content-type": file.mime,
      "content-length": String(content.size),
      "content-disposition": dispositionOf(file.name, file.mime.startsWith("image/")),
      // Whatever people upload is shown as a picture or saved, never run as a page of ours.
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
});
