import { describe, expect, test } from "vitest";
import { isPublicAddress, isWithin, parseNetworks } from "./reach";

describe("an address of the public internet", () => {
  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])(
    "%s is one",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001::1",
    "2001:db8::1",
    "2002:a00:1::1",
    "3fff::1",
    "nonsense",
    "",
  ])("%s is none", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("networks an operator allows", () => {
  test("hold what lies in them and nothing else", () => {
    const networks = parseNetworks("10.20.0.0/16, fd00:1::/32,127.0.0.1");
    expect(["10.20.255.1", "fd00:1::5", "127.0.0.1"].map((each) => isWithin(networks, each))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["10.21.0.1", "fd00:2::5", "127.0.0.2", "::1"].map((each) => isWithin(networks, each))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("are none without the setting, and a slip in it is an error", () => {
    expect(isWithin(parseNetworks(undefined), "10.0.0.1")).toBe(false);
    expect(() => parseNetworks("10.0.0.0/99")).toThrow("MAIL_SERVER_ALLOW_CIDRS");
    expect(() => parseNetworks("intranet")).toThrow("MAIL_SERVER_ALLOW_CIDRS");
  });
});
