import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { photoEndpoints } from "@/lib/photos/endpoints";
import { removePhoto, updatePhoto } from "@/lib/photos/mutations";

export const PATCH = handler(photoEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updatePhoto(client, params.id, params.photo_id, expected, body)),
);

export const DELETE = handler(photoEndpoints.remove, async ({ client, params, expected }) =>
  record(await removePhoto(client, params.id, params.photo_id, expected)),
);
