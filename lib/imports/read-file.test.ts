import { expect, it } from "vitest";
import { readFile } from "./read-file";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

const TEXT = "Vorname;Nachname;PLZ\nJürgen;Groß;01067\n";

it.each([
  ["UTF-8", utf8(TEXT), "utf-8"],
  ["UTF-8 with a mark", utf8(`\ufeff${TEXT}`), "utf-8"],
  ["UTF-16", utf16(TEXT), "utf-16le"],
  ["Windows-1252", latin(TEXT), "windows-1252"],
])("reads umlauts and leading zeros from %s", (_, bytes, encoding) => {
  expect(readFile(bytes)).toMatchObject({
    encoding,
    separator: ";",
    headings: ["Vorname", "Nachname", "PLZ"],
    mapping: ["first_name", "last_name", "postcode"],
    rows: [{ number: 2, cells: ["Jürgen", "Groß", "01067"] }],
  });
});

it("reads the euro sign and quotation marks of Windows", () => {
  const file = readFile(new Uint8Array([0x4e, 0x61, 0x6d, 0x65, 0x0a, 0x80, 0x93, 0x94, 0xfc]));
  expect(file).toMatchObject({ rows: [{ cells: ["€“”ü"] }] });
});

it("numbers rows as a spreadsheet does, blank ones counted", () => {
  const file = readFile(utf8("Name,Phone\n\nA Ltd,1\n,\nB Ltd,2\n"));
  expect(file).toMatchObject({ rows: [{ number: 3 }, { number: 5 }] });
});

it("takes the first record for a customer where it plainly is one", () => {
  const file = readFile(
    utf8("Claire Moreau,claire@example.test,5185550142\nSam Park,sam@example.test,5185550143\n"),
  );
  expect(file).toMatchObject({
    hasHeadings: false,
    mapping: [null, "email", null],
    rows: [{ number: 1 }, { number: 2 }],
  });
});

it.each([
  ["", "empty_file"],
  ["\n\n", "empty_file"],
  ["Name,Phone\n", "empty_file"],
  [`${"a,".repeat(101)}b\n1\n`, "too_many_columns"],
  ["Name\n" + "A\n".repeat(100_001), "too_many_rows"],
])("says why there is nothing to import", (text, problem) => {
  expect(readFile(utf8(text))).toBe(problem);
});
