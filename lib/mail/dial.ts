import "server-only";
import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";
import { mailServerNetworks } from "@/lib/env";
import type { MailSecurity } from "@/lib/mail-servers/schema";
import { MailError } from "./mail-error";
import { isPublicAddress, isWithin, parseNetworks } from "./reach";

export type Place = { host: string; port: number; security: MailSecurity };
type Resolve = (host: string) => Promise<string[]>;

/**
 * Ports of mail. With any other a settings page would be a way to knock at whatever listens somewhere; addresses the
 * operator allows may use any.
 */
const MAIL_PORTS: readonly number[] = [25, 465, 587, 2525];
const LOOKUP_MS = 5_000;
const CONNECT_MS = 10_000;
/** A name with many addresses must not hold a worker for each of them. */
const MOST_ADDRESSES = 4;

/** The system's own way, which knows every spelling of an address: what counts is what comes out of it. */
const bySystem: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Connects to a server that a company named. Its name is looked up once, each address that comes out must be one we
 * may reach, and the connection goes to one of these and to no name: a name that answers differently the second time
 * (DNS rebinding) is never asked a second time. A mixed answer is refused as a whole.
 */
export async function dial(place: Place, resolve: Resolve = bySystem): Promise<Socket> {
  const addresses = await permitted(place, resolve);
  let failure: unknown;
  for (const address of addresses.slice(0, MOST_ADDRESSES)) {
    try {
      return await connectTo(address, place.port);
    } catch (error) {
      failure = error;
    }
  }
  throw new MailError("The mail server does not answer.", false, {
    problem: "no_connection",
    cause: failure,
  });
}

async function permitted({ host, port, security }: Place, resolve: Resolve): Promise<string[]> {
  const addresses = await within(LOOKUP_MS, resolve(host)).catch((cause: unknown) => {
    // A resolver that does not answer says nothing of the name.
    const isUnknown = cause instanceof Error && "code" in cause && cause.code === "ENOTFOUND";
    const problem = isUnknown ? "host_unknown" : "no_connection";
    throw new MailError("The mail server's name leads nowhere.", false, { problem, cause });
  });
  if (addresses.length === 0)
    throw new MailError("There is no server of this name.", false, { problem: "host_unknown" });
  const own = parseNetworks(mailServerNetworks());
  const outside = addresses.filter((address) => !isWithin(own, address));
  if (!outside.every(isPublicAddress))
    throw new MailError("This is no public address.", false, { problem: "address_refused" });
  if (outside.length > 0 && !MAIL_PORTS.includes(port))
    throw new MailError("This is no port of mail.", false, { problem: "port_refused" });
  if (outside.length > 0 && security === "plain")
    throw new MailError("Not without encryption.", false, { problem: "plain_refused" });
  return addresses;
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("It took too long.")), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function connectTo(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(CONNECT_MS, () => fail(new Error("It took too long.")));
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.removeListener("error", fail);
      // Between now and whoever listens next it may be reset, and an error nobody hears ends the process.
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}
