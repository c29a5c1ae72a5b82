import { expect, test } from "vitest";
import { csvLine } from "./csv";

test("cells with commas, quotes and line breaks are quoted", () => {
  expect(csvLine(["a,b", 'say "hi"', "one\ntwo", " edge", "plain"])).toBe(
    '"a,b","say ""hi""","one\ntwo"," edge",plain\r\n',
  );
});

test("what a spreadsheet would run is text", () => {
  const cells = ["=1+1", "+49 30 1", "-2+3", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "|cmd", "＝1"];
  const line = csvLine(cells);
  for (const cell of cells) expect(line).toContain(`'${cell}`);
  expect(csvLine(["a=b", "x-y"])).toBe("a=b,x-y\r\n");
});

test("numbers, truth and nothing stay what they are", () => {
  expect(csvLine([-5, true, null, undefined, "null"])).toBe("-5,true,,,null\r\n");
});

test("a NUL does not hide what follows it", () => {
  expect(csvLine(["\0=1"])).toBe("'=1\r\n");
});
