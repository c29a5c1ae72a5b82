import { describe, expect, it } from "vitest";
import type { Visit } from "@/lib/sync/schema";
import { navigationLink, phoneOf } from "./hand-off";

const address = {
  line1: "12 Elm St",
  line2: null,
  city: "Albany",
  region: "NY",
  postcode: "12203",
  country: "US",
};
const at = (lat: number | null, lng: number | null) =>
  ({ property: { ...address, lat, lng } }) as unknown as Pick<Visit, "property">;

describe("the way there", () => {
  it("is handed to what the phone navigates with", () => {
    const known = at(42.6526, -73.7562);
    expect(navigationLink(known, "Mozilla/5.0 (Linux; Android 15)")).toBe(
      "geo:42.6526,-73.7562?q=42.6526,-73.7562(12%20Elm%20St%2C%20Albany%2C%20NY%2012203)",
    );
    expect(navigationLink(known, "Mozilla/5.0 (iPhone)")).toBe(
      "https://maps.apple.com/?daddr=42.6526,-73.7562",
    );
    expect(navigationLink(known, "Mozilla/5.0 (X11; Linux)")).toBe(
      "https://www.openstreetmap.org/directions?to=42.6526%2C-73.7562",
    );
  });

  it("is the address where no point is known", () => {
    const words = "12%20Elm%20St%2C%20Albany%2C%20NY%2012203";
    expect(navigationLink(at(null, null), "Android")).toBe(`geo:0,0?q=${words}`);
    expect(navigationLink(at(null, null), "iPhone")).toBe(`https://maps.apple.com/?daddr=${words}`);
    expect(navigationLink(at(null, null), "")).toBe(`https://www.openstreetmap.org/search?query=${words}`);
  });
});

describe("whom to ring", () => {
  const visit = (contacts: (string | null)[], phone: string | null) =>
    ({ contacts: contacts.map((each) => ({ phone: each })), customer: { phone } }) as unknown as Visit;

  it("is who is at the site, else the customer, else nobody", () => {
    expect(phoneOf(visit([null, "+1"], "+2"))).toBe("+1");
    expect(phoneOf(visit([null], "+2"))).toBe("+2");
    expect(phoneOf(visit([], null))).toBeNull();
  });
});
