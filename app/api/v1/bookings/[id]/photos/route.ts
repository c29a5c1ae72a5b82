import { handler } from "@/lib/http/handler";
import { photoEndpoints } from "@/lib/photos/endpoints";
import { listPhotos } from "@/lib/photos/queries";

export const GET = handler(photoEndpoints.list, async ({ client, params }) => ({
  status: 200,
  body: { data: await listPhotos(client, params.id) },
}));
