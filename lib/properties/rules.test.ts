import { describe, expect, test } from "vitest";
import { formatCoordinates, parseCoordinates } from "@/lib/properties/rules";

const NEW_YORK = { lat: 40.712776, lng: -74.005974 };

function read(text: string) {
  const result = parseCoordinates(text);
  return result.ok ? result.coordinates : result.problem;
}

describe("a pasted position is read", () => {
  test.each([
    ["decimals with a comma", "40.712776, -74.005974"],
    ["decimals without a blank", "40.712776,-74.005974"],
    ["decimals with a blank only", "  40.712776 -74.005974 "],
    ["a typographic minus", "40.712776, −74.005974"],
    ["brackets", "(40.712776, -74.005974)"],
    ["a decimal comma", "40,712776; -74,005974"],
    ["a decimal comma and a comma between", "40,712776, -74,005974"],
    ["more decimals than a map can mean", "40.71277600001, -74.00597400009"],
    ["letters behind", "40.712776° N, 74.005974° W"],
    ["letters in front", "N 40.712776 W 74.005974"],
    ["longitude first, told by its letter", "74.005974 W, 40.712776 N"],
    ["a geo address", "geo:40.712776,-74.005974?z=17"],
    [
      "Google, the pin and not the camera",
      "https://www.google.com/maps/place/X/@40.7,-74.1,17z/data=!3m1!4b1!4m5!8m2!3d40.712776!4d-74.005974",
    ],
    ["Google, the camera when there is no pin", "https://www.google.com/maps/@40.712776,-74.005974,15z"],
    ["Google, a search", "https://www.google.com/maps/search/?api=1&query=40.712776%2C-74.005974"],
    ["Google, an older link", "https://maps.google.com/?q=loc:40.712776,-74.005974&ll=1,2"],
    ["Google, written into the path", "https://www.google.com/maps/search/40.712776,+-74.005974?entry=tts"],
    [
      "OpenStreetMap, a marker",
      "https://www.openstreetmap.org/?mlat=40.712776&mlon=-74.005974#map=12/40.5/-74.5",
    ],
    ["OpenStreetMap, the view", "https://www.openstreetmap.org/#map=18/40.712776/-74.005974"],
    ["Apple Maps", "https://maps.apple.com/?ll=40.712776,-74.005974&q=Somewhere"],
    ["Apple Maps, newer", "https://maps.apple.com/place?coordinate=40.712776,-74.005974&name=X"],
  ])("%s", (_name, text) => {
    expect(read(text)).toEqual(NEW_YORK);
  });

  test.each([
    ["degrees, minutes, seconds", `40°42'46"N 74°00'22"W`, { lat: 40.712778, lng: -74.006111 }],
    ["primes", "40° 42′ 46″ N, 74° 0′ 22″ W", { lat: 40.712778, lng: -74.006111 }],
    ["degrees and decimal minutes", "40° 42.767' N, 74° 0.358' W", { lat: 40.712783, lng: -74.005967 }],
    ["the German east", "52° 31' 12\" N, 13° 24' 18\" O", { lat: 52.52, lng: 13.405 }],
    ["the southern hemisphere", `33°51'31"S 151°12'51"E`, { lat: -33.858611, lng: 151.214167 }],
    ["degree signs without letters", "40.5°, -74.25°", { lat: 40.5, lng: -74.25 }],
    ["minus before nought degrees", `-0°30'0", 0°15'0"`, { lat: -0.5, lng: 0.25 }],
    ["whole degrees", "0, 0", { lat: 0, lng: 0 }],
  ])("%s", (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe("what holds no position is refused with its reason", () => {
  test.each([
    ["", "unreadable"],
    ["12 Elm Street", "unreadable"],
    ["40.7", "unreadable"],
    ["1.2.3, 4", "unreadable"],
    ["40 N, 41 N", "unreadable"],
    ["91, 0", "out_of_range"],
    ["40.7, -180.5", "out_of_range"],
    ["https://maps.app.goo.gl/AbCdEf", "short_link"],
    ["https://www.example.com/", "unreadable"],
    ["https://www.google.com/maps/place/100%25+Heating", "unreadable"],
  ])("%s: %s", (text, problem) => {
    expect(read(text)).toBe(problem);
  });
});

test("what is written out can be read back", () => {
  expect(read(formatCoordinates(NEW_YORK))).toEqual(NEW_YORK);
});
