import { BlockList, isIP } from "node:net";
import type { IncomingMessage } from "node:http";

/**
 * Headers by which a stranger could pretend to be someone else or to have come through a proxy. `x-callout-*` is
 * how this server, the handlers and the database talk to each other; `x-middleware-*` and `x-invoke-*` belong to
 * Next (CVE-2025-29927 skipped middleware with one of them).
 */
const forwardingHeader =
  /^(?:x-forwarded-.*|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|fly-client-ip|x-vercel-.*|x-request-id|x-correlation-id)$/;
const internalHeader = /^(?:x-callout-.*|x-middleware-.*|x-invoke-.*|x-matched-path|next-resume)$/;

/** "10.0.0.0/8, ::1" as a list to check addresses against. A bad entry is refused at the start, not ignored. */
export function parseProxies(setting: string | undefined): BlockList {
  const list = new BlockList();
  for (const entry of (setting ?? "").split(",").map((each) => each.trim())) {
    if (!entry) continue;
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (!family || !Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) {
      throw new Error(`TRUSTED_PROXIES: "${entry}" is no address range; write for example 10.0.0.0/8.`);
    }
    list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

/** A socket of a dual-stack listener names IPv4 peers as ::ffff:192.0.2.1. */
export function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
}

const isTrusted = (proxies: BlockList, address: string) => {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 4 ? "ipv4" : "ipv6");
};

/** Of "192.0.2.1:4711", "[2001:db8::1]:4711" and plain ones, the address alone. */
function hopAddress(hop: string): string {
  const bracketed = /^\[(.+)\]/.exec(hop)?.[1];
  const isWithPort = /^[\d.]+:\d+$/.test(hop);
  return plainAddress(bracketed ?? (isWithPort ? hop.slice(0, hop.indexOf(":")) : hop));
}

/**
 * The client is the last address of the chain that is none of ours: what stands further left was written by the
 * client itself. A chain of only trusted addresses gives its leftmost one.
 */
function addressFromChain(chain: string, peer: string, proxies: BlockList): string {
  let client = peer;
  for (const hop of chain.split(",").reverse()) {
    const address = hopAddress(hop.trim());
    if (!isIP(address)) return client;
    client = address;
    if (!isTrusted(proxies, address)) return client;
  }
  return client;
}

export type Origin = { clientIp: string; requestId: string };

/**
 * Changes the request's headers in place, before anyone else reads them: whatever a stranger may not say is gone,
 * and `x-callout-client-ip` and `x-request-id` are this server's word.
 */
export function settleHeaders(request: IncomingMessage, proxies: BlockList, newId: () => string): Origin {
  const { headers } = request;
  const peer = plainAddress(request.socket.remoteAddress);
  const trusted = isTrusted(proxies, peer);
  const chain = [headers["x-forwarded-for"] ?? []].flat().join(",");
  const clientIp = trusted && chain ? addressFromChain(chain, peer, proxies) : peer;
  const proposedId = trusted ? headers["x-request-id"] : undefined;
  const requestId = typeof proposedId === "string" && /^[\w-]{8,64}$/.test(proposedId) ? proposedId : newId();
  for (const name of Object.keys(headers)) {
    if (internalHeader.test(name) || (!trusted && forwardingHeader.test(name))) delete headers[name];
  }
  headers["x-forwarded-for"] = clientIp;
  headers["x-callout-client-ip"] = clientIp;
  headers["x-request-id"] = requestId;
  return { clientIp, requestId };
}
