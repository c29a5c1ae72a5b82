import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganization, createUser, openDatabase } from "../../support/database";
import type { TestDatabase } from "../../support/database";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const holidays = async (country: string, year: number) =>
  (
    await database.sql<{ line: string }[]>`
      select to_char(h.on_day, 'Dy MM-DD ') || (h.names ->> 'en') as line
      from private.holidays(${country}, ${year}, ${year}) as h order by h.on_day`
  ).map(({ line }) => line);

describe("holidays", () => {
  // As the Office of Personnel Management prints them for 2027, "in lieu of" days applied.
  it("of the United States stand on the days federal offices are closed", async () => {
    expect(await holidays("US", 2027)).toEqual([
      "Fri 01-01 New Year's Day",
      "Mon 01-18 Martin Luther King Jr. Day",
      "Mon 02-15 Washington's Birthday",
      "Mon 05-31 Memorial Day",
      "Fri 06-18 Juneteenth",
      "Mon 07-05 Independence Day",
      "Mon 09-06 Labor Day",
      "Mon 10-11 Columbus Day",
      "Thu 11-11 Veterans Day",
      "Thu 11-25 Thanksgiving Day",
      "Fri 12-24 Christmas Day",
    ]);
  });

  it("of Germany are the nine of the whole country", async () => {
    expect(await holidays("DE", 2026)).toEqual([
      "Thu 01-01 New Year's Day",
      "Fri 04-03 Good Friday",
      "Mon 04-06 Easter Monday",
      "Fri 05-01 Labour Day",
      "Thu 05-14 Ascension Day",
      "Mon 05-25 Whit Monday",
      "Sat 10-03 German Unity Day",
      "Fri 12-25 Christmas Day",
      "Sat 12-26 Second Day of Christmas",
    ]);
  });

  // gov.uk/bank-holidays: substitute days of 2021 (Saturday and Sunday) and 2022 (Sunday and Monday).
  it("of the United Kingdom move to the next working day that is none yet", async () => {
    const christmas = async (year: number) => (await holidays("GB", year)).slice(-2);
    expect(await christmas(2021)).toEqual(["Mon 12-27 Christmas Day", "Tue 12-28 Boxing Day"]);
    expect(await christmas(2022)).toEqual(["Mon 12-26 Boxing Day", "Tue 12-27 Christmas Day"]);
    expect((await holidays("GB", 2022))[0]).toBe("Mon 01-03 New Year's Day");
  });

  it("of a country that is not shipped are none", async () => {
    expect(await holidays("JP", 2027)).toEqual([]);
  });

  it("follow Easter, which no formula of ours made up", async () => {
    const years = [1818, 1961, 2000, 2008, 2025, 2038];
    const rows = await database.sql<{ day: string }[]>`
      select private.easter_sunday(y)::text as day from unnest(${years}::integer[]) as y`;
    expect(rows.map(({ day }) => day)).toEqual([
      "1818-03-22",
      "1961-04-02",
      "2000-04-23",
      "2008-03-23",
      "2025-04-20",
      "2038-04-25",
    ]);
  });
});

describe("presets", () => {
  const company = async (name: string, more: Record<string, string>) =>
    createOrganization(database.sql, await createUser(database.sql), { name, ...more });

  it.each(["hvac", "plumbing", "electrical", "cleaning", "inspection", "other"])(
    "of %s are whole in both languages: every type has its checklist and its skills",
    async (trade) => {
      for (const locale of ["en", "de"]) {
        const org = await company(`${trade} ${locale}`, { trade, locale, country: "DE", currency: "EUR" });
        const [found] = await database.sql`
          select
            (select count(*)::int from public.service_types t where t.org_id = ${org}) as types,
            (select count(*)::int from private.default_service_types d where d.trade = ${trade}) as shipped,
            (select count(*)::int from public.service_types t
              where t.org_id = ${org} and t.checklist_template_id is not null) as with_list,
            (select count(*)::int from private.default_service_types d
              where d.trade = ${trade} and d.checklist is not null) as shipped_list,
            (select count(*)::int from public.service_type_skills s where s.org_id = ${org}) as skills,
            (select sum(cardinality(d.skills))::int from private.default_service_types d
              where d.trade = ${trade}) as shipped_skills,
            (select count(*)::int from public.business_hours h where h.org_id = ${org}) as hours`;
        expect(found).toMatchObject({
          types: found?.shipped,
          with_list: found?.shipped_list,
          skills: found?.shipped_skills,
        });
        expect(found?.types).toBeGreaterThan(5);
        expect(found?.hours).toBeGreaterThan(4);
      }
    },
  );

  it("speak the organization's language and count in its currency, without a price where there is none", async () => {
    const berlin = await company("Rohr", {
      trade: "plumbing",
      locale: "de-DE",
      country: "DE",
      currency: "EUR",
    });
    const tokyo = await company("Kan", { trade: "plumbing", locale: "ja", country: "JP", currency: "JPY" });
    const first = async (org: string) =>
      (
        await database.sql`
          select t.name, t.price_amount::int as price, t.currency from public.service_types t
          where t.org_id = ${org} order by t.position limit 1`
      )[0];
    expect(await first(berlin)).toEqual({ name: "Leck beheben", price: 15_500, currency: "EUR" });
    expect(await first(tokyo)).toEqual({ name: "Leak repair", price: null, currency: "JPY" });
    // Two of them on most days; Easter of the year after next may be just in or just out of reach.
    const [fridays] = await database.sql`
      select
        (select array_agg(c.starts_on::text order by c.starts_on) from public.business_closures c
          where c.org_id = ${berlin} and c.name = 'Karfreitag') as closed,
        (select array_agg((private.easter_sunday(y) - 2)::text order by y)
          from generate_series(extract(year from now())::int, extract(year from now())::int + 2) as y
          where private.easter_sunday(y) - 2 between current_date and current_date + interval '2 years') as printed`;
    expect(fridays?.closed).toEqual(fridays?.printed);
    expect(fridays?.closed.length).toBeGreaterThan(0);
  });

  it("are not laid over what an organization has already", async () => {
    const org = await company("Own", { trade: "hvac" });
    await database.sql`delete from public.service_types where org_id = ${org}`;
    await database.sql`delete from public.business_closures where org_id = ${org}`;
    await database.sql`select private.copy_default_presets(${org})`;
    const [found] = await database.sql`
      select
        (select count(*)::int from public.service_types t where t.org_id = ${org}) as types,
        (select count(*)::int from public.skills s where s.org_id = ${org}) as skills,
        (select count(*)::int from public.business_closures c where c.org_id = ${org}) as closures`;
    // The skills are its own by now, so the types stay away; the calendar is filled.
    expect(found).toMatchObject({ types: 0, skills: 4 });
    expect(found?.closures).toBeGreaterThan(20);
  });
});

describe("the zone of a place", () => {
  it("is the drawn one before the listed, the whole postcode before its beginning, and none outside", async () => {
    const org = await createOrganization(database.sql, await createUser(database.sql), { name: "Zones" });
    const ring = (from: number, to: number) => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ];
    const polygon = { type: "Polygon", coordinates: [ring(10, 20), ring(14, 16)] };
    await database.sql`
      insert into public.service_zones (org_id, name, postcodes, polygon) values
        (${org}, 'begins', '{1*, 101*}', null), (${org}, 'whole', '{10115, "SW1A 1AA"}', null),
        (${org}, 'drawn', '{}', ${database.sql.json(polygon)}), (${org}, 'off', '{99999}', null)`;
    await database.sql`update public.service_zones set is_active = false where org_id = ${org} and name = 'off'`;
    const zone = async (postcode: string | null, lat: number | null, lng: number | null) => {
      const [row] = await database.sql`
        select (select z.name from public.service_zones z where z.org_id = ${org} and z.id = f.id) as name
        from private.zone_of(${org}, ${postcode}, ${lat}::float8, ${lng}::float8) as f (id)`;
      return row?.name as string | null;
    };
    expect(await zone("10115", null, null)).toBe("whole");
    expect(await zone("10115-1234", null, null)).toBe("whole");
    expect(await zone("sw1a1aa", null, null)).toBe("whole");
    expect(await zone("10117", null, null)).toBe("begins");
    expect(await zone("10115", 12, 13)).toBe("drawn");
    expect(await zone("10115", 15, 15)).toBe("whole");
    expect(await zone(null, 15, 15)).toBeNull();
    expect(await zone("99999", null, null)).toBeNull();
    expect(await zone(null, null, null)).toBeNull();
  });
});
