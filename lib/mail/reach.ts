import "server-only";
import { BlockList, isIP } from "node:net";

/**
 * What is no public unicast address (IANA special-purpose registries): this machine, its networks, the metadata
 * service of clouds (169.254.169.254), shared and documentation ranges, multicast.
 */
const SPECIAL_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/** Within 2000::/3, the only global unicast there is: Teredo and its kin, documentation, 6to4 with an IPv4 inside. */
const SPECIAL_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const specialV4 = new BlockList();
for (const [address, bits] of SPECIAL_V4) specialV4.addSubnet(address, bits, "ipv4");
const specialV6 = new BlockList();
for (const [address, bits] of SPECIAL_V6) specialV6.addSubnet(address, bits, "ipv6");
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

/**
 * An allow list, since a deny list of IPv6 is never whole: mapped (::ffff:10.0.0.1), compatible and translated
 * (64:ff9b::/96) forms of a private IPv4 address lie outside of 2000::/3.
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes("%")) return false;
  const family = isIP(address);
  if (family === 4) return !specialV4.check(address, "ipv4");
  return family === 6 && globalV6.check(address, "ipv6") && !specialV6.check(address, "ipv6");
}

/** "10.1.0.0/16, fd00::/8": networks in which an operator allows companies' servers. */
export function parseNetworks(setting: string | undefined): BlockList {
  const networks = new BlockList();
  for (const entry of (setting ?? "").split(",").map((each) => each.trim())) {
    if (!entry) continue;
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const bits = prefix === undefined ? most : Number(prefix);
    if (!family || !Number.isInteger(bits) || bits < 0 || bits > most)
      throw new Error(
        `MAIL_SERVER_ALLOW_CIDRS: "${entry}" is no address range; write for example 10.0.0.0/8.`,
      );
    networks.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return networks;
}

export function isWithin(networks: BlockList, address: string): boolean {
  const family = address.includes("%") ? 0 : isIP(address);
  return family !== 0 && networks.check(address, family === 4 ? "ipv4" : "ipv6");
}
