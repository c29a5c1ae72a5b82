import { geocodingEndpoints } from "@/lib/geocoding/endpoints";
import { findPlaces } from "@/lib/geocoding/queries";
import { handler } from "@/lib/http/handler";
import { getLocale } from "@/lib/i18n/server";

export const GET = handler(geocodingEndpoints.find, async ({ client, query }) => ({
  status: 200,
  body: await findPlaces(client, query, await getLocale()),
}));
