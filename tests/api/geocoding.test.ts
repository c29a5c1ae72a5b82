import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { installation } from "./support/installation";
import { createCompany, type Company } from "./support/people";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("pinner"), createCompany("needle")]);
});

const look = (words: string, as = home.people.dispatcher, country = "US") =>
  call("GET", `/geocode?q=${encodeURIComponent(words)}&country=${country}`, { as });

/** How often the geocoder itself was asked these words. */
async function asked(words: string): Promise<number> {
  const address = new URL(`/asked?q=${encodeURIComponent(words)}`, installation.geocoderUrl);
  return (await (await fetch(address)).json()) as number;
}

const fresh = (words: string) => `${words} ${randomUUID().slice(0, 8)}`;

describe("GET /geocode", () => {
  it("answers the position and the parts of the address, and whose data it is", async () => {
    const found = await look(fresh("350 5th Avenue"));
    expect(found.status).toBe(200);
    expect(JSON.parse(found.text)).toEqual({
      data: [
        {
          label: "350, 5th Avenue, New York, 10118, United States",
          lat: 40.748442,
          lng: -73.985659,
          address: {
            line1: "350 5th Avenue",
            city: "New York",
            region: "New York",
            postcode: "10118",
            country: "US",
          },
        },
      ],
      available: true,
      attribution: "© OpenStreetMap contributors",
    });
  });

  it("asks the geocoder once for the same words, and again for another company", async () => {
    const words = fresh("9 Lakeside Rd");
    const first = await look(words);
    const again = await look(`  ${words.toUpperCase()} `);
    expect(again.text).toBe(first.text);
    expect(await asked(words)).toBe(1);
    expect(await asked(words.toUpperCase())).toBe(0);
    await look(words, other.people.owner);
    expect(await asked(words)).toBe(2);
  });

  it("remembers that there is no such place", async () => {
    const words = fresh("nowhere");
    for (const _ of [1, 2])
      expect(JSON.parse((await look(words)).text)).toMatchObject({ data: [], available: true });
    expect(await asked(words)).toBe(1);
  });

  it.each(["broken", "failing", "moved", "endless", "silent"])(
    "says that it is unavailable when the geocoder is %s, keeps nothing and tells nothing of it",
    async (word) => {
      const words = fresh(word);
      const refused = await look(words);
      expect([refused.status, refused.problem.code]).toEqual([503, "unavailable"]);
      expect(JSON.stringify(refused.problem)).not.toMatch(/127\.0\.0\.1|search|html|redirect/i);
      await look(words);
      expect(await asked(words)).toBe(2);
    },
    20_000,
  );

  it("is for who may put a place on the map", async () => {
    for (const person of ["technician", "accountant", "viewer"] as const) {
      const refused = await look(fresh("1 Elm"), home.people[person]);
      expect([person, refused.status]).toEqual([person, 403]);
    }
    for (const person of ["owner", "admin", "dispatcher"] as const)
      expect((await look(fresh("1 Elm"), home.people[person])).status).toBe(200);
    expect((await call("GET", "/geocode?q=elm", {})).status).toBe(401);
  });

  it.each(["q=", "q=ab", "", `q=${"a".repeat(201)}`, "q=elm&country=usa", "q=elm&limit=9"])(
    "refuses ?%s",
    async (query) => {
      const refused = await call("GET", `/geocode?${query}`, { as: home.people.owner });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.status).toBeLessThan(423);
    },
  );
});
