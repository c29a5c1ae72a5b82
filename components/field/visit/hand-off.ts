import { addressLine } from "@/components/shared/address";
import type { Visit } from "@/lib/sync/schema";
import { placeOf } from "./rules";

/** Opens what the phone navigates with: its own chooser on Android, Maps on Apple's, a page elsewhere. */
export function navigationLink({ property }: Pick<Visit, "property">, agent: string): string {
  const place = placeOf({ property });
  const words = encodeURIComponent(addressLine({ ...property, country: property.country }));
  const point = place ? `${place.lat},${place.lng}` : null;
  if (/Android/.test(agent)) return `geo:${point ?? "0,0"}?q=${point ? `${point}(${words})` : words}`;
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?daddr=${point ?? words}`;
  if (!place) return `https://www.openstreetmap.org/search?query=${words}`;
  return `https://www.openstreetmap.org/directions?to=${place.lat}%2C${place.lng}`;
}

/** Whom to ring about a visit: the first contact with a number, else the customer. */
export function phoneOf({ contacts, customer }: Pick<Visit, "contacts" | "customer">): string | null {
  return contacts.find(({ phone }) => phone !== null)?.phone ?? customer.phone;
}
