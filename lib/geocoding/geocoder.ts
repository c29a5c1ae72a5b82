import "server-only";
import { geocoderUrl as configuredUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { geocoderUrl, protocolOf, readPlaces } from "@/lib/geocoding/rules";
import type { GeocodedPlace } from "@/lib/geocoding/schema";

const TIMEOUT_MS = 5000;
const MOST_BYTES = 512 * 1024;

/** OpenStreetMap's data is behind both protocols; its licence asks for these words where results are shown. */
export const ATTRIBUTION = "© OpenStreetMap contributors";

export function findGeocoder(): URL | null {
  const address = configuredUrl();
  return address ? new URL(address) : null;
}

/**
 * Asks the geocoder of the installation. Its address is the operator's, never a person's, and a redirect is not
 * followed: the service must not send this server on to an address inside the house. A slow, failing or endless
 * answer is a refusal, since a form waits.
 */
export async function askGeocoder(
  geocoder: URL,
  asked: { q: string; country?: string | undefined; locale: string },
): Promise<GeocodedPlace[]> {
  try {
    const response = await fetch(geocoderUrl(geocoder, asked), {
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: "application/json", "user-agent": "Callout (field service management)" },
    });
    if (!response.ok) throw new Error(`The geocoder answers ${response.status}.`);
    return readPlaces(protocolOf(geocoder), JSON.parse(await readText(response)));
  } catch (cause) {
    throw new AppError("unavailable", "Addresses can't be looked up now. Put the pin by hand.", { cause });
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return text + decoder.decode();
    bytes += part.value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader?.cancel();
      throw new Error("The geocoder's answer is too long.");
    }
    text += decoder.decode(part.value, { stream: true });
  }
}
