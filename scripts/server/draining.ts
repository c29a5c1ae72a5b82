import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/** Keeps count of sockets taken over by WebSockets, which the server itself no longer knows. */
export function createDrain(server: Server, graceMs: number) {
  const upgraded = new Set<Duplex>();
  let isDraining = false;

  server.on("upgrade", (_request, socket: Duplex) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
  // While draining, each answer tells its client to come back on another connection, where the next process listens.
  server.on("request", (_request, response) => {
    if (isDraining) response.setHeader("connection", "close");
  });

  /** Takes no new connection, lets requests under way finish for the time of grace, then cuts the rest. */
  async function drain(): Promise<void> {
    isDraining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    for (const socket of upgraded) socket.destroy();
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection that was busy at the first look is idle after its answer and would keep the server open.
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    await closed;
    clearTimeout(cut);
    clearInterval(sweep);
  }

  return { drain };
}
