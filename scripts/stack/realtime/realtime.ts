import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import { connect } from "../database";
import { keyKindOf, refuseKey } from "../keys";
import type { ApiKeys } from "../keys";
import type { TokenVerifier } from "../tokens";
import { serveConnection } from "./connection";
import type { Message } from "./queue";
import { followQueue } from "./queue";
import { createRooms } from "./rooms";

export type RealtimeOptions = ApiKeys & { databaseUrl: string; verify: TokenVerifier };
export type Realtime = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): Promise<void>;
};

const PATH = "/realtime/v1/websocket";
/** Hosted's limit for a message of a project on the free plan is 256 kB, at most 3 MB. */
const MAX_FRAME_BYTES = 3_000_000;
/** A client says something every 25 seconds. */
const SILENCE_MS = 60_000;
const KEPT = "3 days";

/**
 * Supabase Realtime's broadcast: channels over a WebSocket, private ones under the policies of realtime.messages,
 * messages from clients and from the database. No postgres_changes, no presence, no replay.
 */
export function createRealtime(options: RealtimeOptions): Realtime {
  // Its own connections: messages must not queue behind a password's hash.
  const sql = connect(options.databaseUrl, { max: 3, name: "realtime" });
  const rooms = createRooms();
  const deliver = (message: Message) =>
    rooms.send(message.topic, message.isPrivate, {
      event: message.event,
      body: Buffer.from(message.payload ?? "{}"),
      isBinary: false,
      meta: { id: message.id },
    });
  const queue = followQueue(sql, deliver, () => !rooms.isEmpty());
  const context = { sql, verify: options.verify, rooms, beforeFirst: () => queue.empty() };
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const sweep = setInterval(() => void sweepMessages(sql), 3_600_000);
  const watch = watchSilence(server);
  sweep.unref();

  return {
    upgrade(incoming, socket, head) {
      const url = new URL(incoming.url ?? "/", "http://localhost");
      const request = requestOf(incoming, url);
      if (url.pathname !== PATH)
        return refuse(socket, 404, '{"message":"no Route matched with those values"}');
      const kind = keyKindOf(request, url, options);
      const refused = refuseKey(kind, request);
      if (refused) return void refused.text().then((body) => refuse(socket, refused.status, body));
      const version = url.searchParams.get("vsn")?.startsWith("2.") ? 2 : 1;
      server.handleUpgrade(incoming, socket, head, (client) => {
        watch(client);
        serveConnection(context, client, version, kind === "secret" ? "service_role" : "anon");
      });
    },
    async stop() {
      clearInterval(sweep);
      for (const client of server.clients) client.close(1001);
      await queue.stop();
      for (const client of server.clients) client.terminate();
      server.close();
      await sql.end({ timeout: 2 });
    },
  };
}

function requestOf(incoming: IncomingMessage, url: URL): Request {
  const headers = new Headers();
  for (const name of ["apikey", "user-agent"]) {
    const value = incoming.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return new Request(url, { headers });
}

function refuse(socket: Duplex, status: number, body: string): void {
  const head = [
    `HTTP/1.1 ${status} ${status === 401 ? "Unauthorized" : "Not Found"}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

/** A network that went away sends no goodbye. Who said nothing for a minute is gone. */
function watchSilence(server: WebSocketServer): (client: WebSocket) => void {
  const heard = new WeakMap<WebSocket, number>();
  const timer = setInterval(() => {
    for (const client of server.clients)
      if (Date.now() - (heard.get(client) ?? 0) > SILENCE_MS) client.terminate();
  }, 15_000);
  timer.unref();
  server.once("close", () => clearInterval(timer));
  return (client) => {
    heard.set(client, Date.now());
    client.on("message", () => heard.set(client, Date.now()));
  };
}

async function sweepMessages(sql: ReturnType<typeof connect>): Promise<void> {
  await sql`delete from realtime.messages where inserted_at < now() - ${KEPT}::interval`.catch(
    () => undefined,
  );
}
