import { describe, expect, it } from "vitest";
import { codeIn, isThisMachine, splitLinks } from "./rules";

describe("the mailbox opens only to this machine", () => {
  it.each([
    ["127.0.0.1", "localhost:3000"],
    ["::1", "[::1]:3000"],
    ["::ffff:127.0.0.1", "127.0.0.1:3000"],
  ])("%s at %s may read", (ip, host) => expect(isThisMachine(ip, host)).toBe(true));

  it.each([
    ["192.168.1.20", "localhost:3000"],
    ["127.0.0.1", "evil.test"],
    ["127.0.0.1", "localhost.evil.test"],
    ["127.0.0.1.evil", "localhost"],
    [null, "localhost:3000"],
    ["127.0.0.1", null],
  ])("%s at %s may not", (ip, host) => expect(isThisMachine(ip, host)).toBe(false));
});

it("finds the code a person is to type and nothing longer", () => {
  expect(codeIn("Your code is 048213. It is valid for one hour.")).toBe("048213");
  expect(codeIn("Call 5185550142 or see #123456")).toBeNull();
});

it("makes addresses clickable without the full stop behind them", () => {
  expect(splitLinks("Open http://localhost:3000/invite/abc. Bye")).toEqual([
    { kind: "text", at: 0, text: "Open " },
    { kind: "link", at: 5, text: "http://localhost:3000/invite/abc" },
    { kind: "text", at: 37, text: ". Bye" },
  ]);
});
