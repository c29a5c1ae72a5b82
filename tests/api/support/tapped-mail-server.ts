import { connect, createServer, type AddressInfo } from "node:net";
import type { Certified } from "@/scripts/test/authority";
import { startMailServer, type Login } from "@/tests/chaos/support/mail-server";

/** `none`: it offers no encryption at all, or somebody on the way has taken the offer out. */
type Encryption = "tls" | "starttls" | "none";

/**
 * A mail server whose line is tapped: what its clients send is kept as it crosses the wire, so that a test can say
 * what somebody on the way would have read.
 */
export async function startTappedServer(encryption: Encryption, login: Login, certified?: Certified) {
  const smtp = await startMailServer(0, login, {
    ...certified,
    secure: encryption === "tls",
    disabledCommands: encryption === "none" ? ["STARTTLS"] : [],
  });
  const heard: Buffer[] = [];
  const tap = createServer((client) => {
    const server = connect(smtp.port, "127.0.0.1");
    client.on("data", (bytes: Buffer) => heard.push(bytes));
    client.pipe(server).pipe(client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => tap.listen(0, "127.0.0.1", resolve));
  return {
    port: (tap.address() as AddressInfo).port,
    received: smtp.received,
    /** Each byte as one character. */
    heard: () => Buffer.concat(heard).toString("latin1"),
    async stop() {
      await new Promise<void>((resolve) => tap.close(() => resolve()));
      await smtp.stop();
    },
  };
}
