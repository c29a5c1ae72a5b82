import { expect, test } from "vitest";
import { portFor } from "./rules";

test("the port goes along with the way, unless somebody typed one of his own", () => {
  expect(portFor("tls", 587)).toBe(465);
  expect(portFor("starttls", 465)).toBe(587);
  expect(portFor("starttls", null)).toBe(587);
  expect(portFor("tls", 2525)).toBe(2525);
});
