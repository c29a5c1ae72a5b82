import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { id, recordParams } from "@/lib/http/fields";
import { photo, photoUpdate } from "@/lib/photos/schema";

const tag = "Field work";
const path = "/bookings/{id}/photos";
const params = z.object({ id, photo_id: id });
const answer = z.object({ data: photo });

export const photoEndpoints = {
  list: endpoint({
    method: "GET",
    path,
    summary: "The photos of a visit; their bytes are at /files/{file_id}/content",
    tag,
    access: { permission: "read", resource: "photos" },
    params: recordParams,
    answer: z.object({ data: z.array(photo) }),
    status: 200,
  }),
  update: endpoint({
    method: "PATCH",
    path: `${path}/{photo_id}`,
    summary: "Change category or caption of a photo",
    tag,
    access: { permission: "update", resource: "photos" },
    params,
    body: photoUpdate,
    answer,
    status: 200,
    isConditional: true,
  }),
  remove: endpoint({
    method: "DELETE",
    path: `${path}/{photo_id}`,
    summary: "Take a photo off a visit",
    tag,
    access: { permission: "delete", resource: "photos" },
    params,
    answer,
    status: 200,
    isConditional: true,
  }),
};
