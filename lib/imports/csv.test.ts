import { expect, it } from "vitest";
import { guessSeparator, readCsv, statedSeparator } from "./csv";

const read = (text: string, separator = ",") => [...readCsv(text, separator)];

it("reads quoted cells with separators, doubled quotes and line breaks", () => {
  expect(read('a,"b,""c""\r\nd",e\r\nf,,g\n')).toEqual([
    ["a", 'b,"c"\r\nd', "e"],
    ["f", "", "g"],
  ]);
});

it.each([
  [
    "a,b\rc,d",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["a,b\n\nc", [["a", "b"], [""], ["c"]]],
  ["a,b,", [["a", "b", ""]]],
  ['5" pipe,b', [['5" pipe', "b"]]],
  ['"a" b,c', [["a b", "c"]]],
  ["", []],
])("reads %j as other programs do", (text, records) => {
  expect(read(text)).toEqual(records);
});

it("takes a quote that is never closed as a character instead of swallowing the rest", () => {
  expect(read('a,"b\nc,d\ne,f')).toEqual([
    ["a", '"b'],
    ["c", "d"],
    ["e", "f"],
  ]);
});

it("looks for no closing quote a second time: a file of them would take for ever", () => {
  expect(read(',"x\n'.repeat(100_001)).length).toBe(50_001);
});

it.each([
  ["name;city\nA;B\nC, D;E\n", ";"],
  ["name\tcity\nA, B\tC\n", "\t"],
  ["name,city\nA;B,C\nD,E\n", ","],
  ['name,address\n"A","1 Elm St, Troy"\n', ","],
  ["name|city\nA|B\n", "|"],
  ["name\nA\nB", ","],
])("finds the separator of %j", (text, separator) => {
  expect(guessSeparator(text)).toBe(separator);
});

it("believes a first line that names the separator", () => {
  expect(statedSeparator("sep=;\r\na,b;c")).toEqual({ separator: ";", rest: "a,b;c" });
});
