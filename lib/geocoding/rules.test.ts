import { describe, expect, it } from "vitest";
import { cacheKey, geocoderUrl, protocolOf, readPlaces } from "./rules";

const nominatim = new URL("https://geo.test");
const photon = new URL("https://photon.test/api/");

describe("geocoderUrl", () => {
  it("asks Nominatim at /search, in a language and within a country", () => {
    const url = geocoderUrl(nominatim, { q: "12 Elm St & Co", country: "US", locale: "en" });
    expect(url.origin + url.pathname).toBe("https://geo.test/search");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      q: "12 Elm St & Co",
      format: "jsonv2",
      addressdetails: "1",
      limit: "5",
      "accept-language": "en",
      countrycodes: "us",
    });
  });

  it("keeps the operator's own path and parameters", () => {
    const url = geocoderUrl(new URL("https://geo.test/osm/search?key=k"), { q: "Elm", locale: "de" });
    expect(url.pathname).toBe("/osm/search");
    expect(url.searchParams.get("key")).toBe("k");
    expect(url.searchParams.has("countrycodes")).toBe(false);
  });

  it("asks Photon where the address says so", () => {
    expect(protocolOf(photon)).toBe("photon");
    const url = geocoderUrl(photon, { q: "Allee 1", country: "DE", locale: "de" });
    expect(url.searchParams.get("q")).toBe("Allee 1, Germany");
    expect(url.searchParams.get("lang")).toBe("de");
  });
});

describe("cacheKey", () => {
  const key = (q: string, more = {}) => cacheKey(nominatim, { q, country: "US", locale: "en", ...more });

  it("is the same for the same words, whatever their blanks and capitals", () => {
    expect(key("  12  ELM St ")).toBe(key("12 elm st"));
    expect(key("12 elm st")).toBe("geo.test/ en us 12 elm st");
  });

  it("differs by country, language and geocoder", () => {
    expect(key("elm", { country: "CA" })).not.toBe(key("elm"));
    expect(key("elm", { locale: "de" })).not.toBe(key("elm"));
    expect(cacheKey(photon, { q: "elm", country: "US", locale: "en" })).not.toBe(key("elm"));
  });
});

describe("readPlaces", () => {
  it("reads Nominatim's strings as numbers and its parts as an address", () => {
    const entry = {
      lat: "40.7484421",
      lon: "-73.9856589",
      display_name: "350, 5th Avenue, New York, 10118, United States",
      address: {
        house_number: "350",
        road: "5th Avenue",
        city: "New York",
        state: "New York",
        postcode: "10118",
        country_code: "us",
      },
    };
    expect(readPlaces("nominatim", [entry])).toEqual([
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
    ]);
  });

  it("reads Photon's features, longitude first, and puts a German number behind its street", () => {
    const feature = {
      geometry: { coordinates: [13.3777, 52.5163] },
      properties: {
        housenumber: "1",
        street: "Pariser Platz",
        city: "Berlin",
        postcode: "10117",
        countrycode: "DE",
        country: "Germany",
      },
    };
    expect(readPlaces("photon", { features: [feature] })).toEqual([
      {
        label: "Pariser Platz 1, 10117 Berlin, Germany",
        lat: 52.5163,
        lng: 13.3777,
        address: { line1: "Pariser Platz 1", city: "Berlin", region: "", postcode: "10117", country: "DE" },
      },
    ]);
  });

  it.each([
    null,
    "words",
    { error: "Unable to geocode" },
    [{ lat: "north", lon: "1", display_name: "x" }],
    [{ lat: "91", lon: "1", display_name: "x" }],
    [{ lat: "1", lon: "1" }],
    [null, 7, []],
  ])("leaves out what has another form: %j", (answer) => {
    expect(readPlaces("nominatim", answer)).toEqual([]);
    expect(readPlaces("photon", answer)).toEqual([]);
  });

  it("takes five at most", () => {
    const entries = Array.from({ length: 9 }, (_, n) => ({
      lat: String(n),
      lon: "1",
      display_name: `Place ${n}`,
    }));
    expect(readPlaces("nominatim", entries)).toHaveLength(5);
  });
});
