import { describe, expect, it } from "vitest";
import { mailNextPath } from "./mail-next";

const app = "https://callout.test:8443";

describe("mailNextPath", () => {
  it.each([
    [`${app}/invite/abc?a=1&b=2#top`, "/invite/abc?a=1&b=2#top"],
    ["HTTPS://CALLOUT.TEST:8443/o/northside", "/o/northside"],
    [app, "/"],
    [`${app}/`, "/"],
    ["/o/northside/customers?q=a%20b", "/o/northside/customers?q=a%20b"],
    [`${app}/?next=https://evil.test`, "/?next=https://evil.test"],
    [`${app}/o/../reset`, "/reset"],
  ])("follows %s", (next, path) => {
    expect(mailNextPath(next, app)).toBe(path);
  });

  it.each([
    "https://evil.test/o/northside",
    "http://callout.test:8443/o",
    "https://callout.test/o",
    "https://callout.test:8443.evil.test/o",
    "https://callout.test:8443@evil.test/o",
    "https://evil.test@callout.test:8443/o",
    "https://a:b@callout.test:8443/o",
    "https://sub.callout.test:8443/o",
    `${app}//evil.test`,
    `${app}/\\evil.test`,
    `${app}\\@evil.test/`,
    `${app}/\t/evil.test`,
    ` ${app}/o`,
    "https:/callout.test:8443/o",
    "https:callout.test:8443/o",
    "https:///callout.test:8443/o",
    "//callout.test:8443/o",
    "javascript:alert(1)",
    "data:text/html,x",
    `blob:${app}/o`,
    "https://",
    "o/northside",
    `${app}/${"a".repeat(2000)}`,
    "",
    null,
    undefined,
  ])("does not follow %j", (next) => {
    expect(mailNextPath(next, app)).toBeNull();
  });
});
