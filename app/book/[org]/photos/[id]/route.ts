import { appUrl } from "@/lib/env";
import { AppError, invalidField } from "@/lib/errors";
import { customerHandler, type CustomerCall } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { repeatedly } from "@/lib/http/handler";
import { readBytes, readParams } from "@/lib/http/parse";
import { removePhoto, sendPhoto } from "@/lib/online-booking/mutations";
import { openBooking, visitorCookie } from "@/lib/online-booking/queries";
import { isPhotoType, MAX_PHOTO_BYTES } from "@/lib/online-booking/rules";
import { photoParams } from "@/lib/online-booking/schema";

type Params = { org: string; id: string };
const ROUTE = "/book/{org}/photos/{id}";

async function readPicture(request: Request): Promise<{ bytes: Buffer; mime: string }> {
  const mime = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!isPhotoType(mime)) throw new AppError("unsupported_media_type", "Send a picture: JPEG, PNG or WebP.");
  const bytes = Buffer.from(await readBytes(request, MAX_PHOTO_BYTES));
  if (bytes.length === 0) throw invalidField("photo", "required", "There are no bytes.");
  return { bytes, mime };
}

/** A picture for the visit: through this server and not by an address in Storage, so that the page asks no other site. */
async function take(call: CustomerCall<Params>): Promise<Response> {
  const { org, id } = readParams(call.params, photoParams);
  requireOwnPage(call.request.headers, appUrl());
  // Who may not come in is told so before his bytes are read.
  await openBooking(org, call.context, false);
  const picture = await readPicture(call.request);
  // Opened again: a slow line may need longer than a token lives.
  const visit = await openBooking(org, call.context, true);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  const data = await repeatedly(() => sendPhoto(visit, { id, ...picture }));
  const response = Response.json({ data });
  if (visit.cookie) response.headers.append("set-cookie", visitorCookie(org, visit.cookie));
  return response;
}

export const PUT = customerHandler<Params>(ROUTE, take);

export const DELETE = customerHandler<Params>(ROUTE, async (call) => {
  const { org, id } = readParams(call.params, photoParams);
  requireOwnPage(call.request.headers, appUrl());
  const visit = await openBooking(org, call.context, true);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  await repeatedly(() => removePhoto(visit, id));
  return new Response(null, { status: 204 });
});
