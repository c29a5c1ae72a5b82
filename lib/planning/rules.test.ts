import { expect, test } from "vitest";
import { isMessage, readMessage, splitName } from "@/lib/planning/rules";

test("an American text message gives number, street, town and leaves the wish", () => {
  const read = readMessage(
    "Hi, this is Claire Moreau, 12 Elm Street, Albany, NY 12207. Boiler makes noise, mornings are best. (518) 555-0142",
  );
  expect(read).toEqual({
    phone: "(518) 555-0142",
    email: null,
    name: "Claire Moreau",
    line1: "12 Elm Street",
    postcode: "12207",
    city: "Albany",
    region: "NY",
    wish: "Hi, this is Claire Moreau, Boiler makes noise, mornings are best.",
  });
});

test("a German one too", () => {
  const read = readMessage(
    "Guten Tag, hier ist Jonas Weber. Unsere Heizung ist kalt.\nKantstraße 14a, 10623 Berlin\nTel. 030 901820 oder jonas@weber.test",
  );
  expect(read).toMatchObject({
    phone: "030 901820",
    email: "jonas@weber.test",
    name: "Jonas Weber",
    line1: "Kantstraße 14a",
    postcode: "10623",
    city: "Berlin",
  });
  expect(read.wish).toContain("Unsere Heizung ist kalt.");
});

test("a message that names nothing stays whole", () => {
  const text = "The tap in the kitchen drips since Monday and it is getting worse";
  expect(readMessage(text)).toEqual({
    phone: null,
    email: null,
    name: null,
    line1: null,
    postcode: null,
    city: null,
    region: null,
    wish: text,
  });
});

test("a name or a number is no message, several lines are", () => {
  expect(isMessage("(518) 555-0142")).toBe(false);
  expect(isMessage("Claire Moreau")).toBe(false);
  expect(isMessage("Claire\n555-0142")).toBe(true);
});

test("the last word is the last name", () => {
  expect(splitName("Anna Maria Ruiz")).toEqual({ first_name: "Anna Maria", last_name: "Ruiz" });
  expect(splitName("Ruiz")).toEqual({ first_name: "", last_name: "Ruiz" });
});
