/**
 * The web process: node:http around Next. It exists because a route handler never sees the socket: the client's
 * address is set here, and whatever strangers say about it is removed. It serves the build of any port and any
 * project (PORT, SUPABASE_URL, … are read now, not at build time).
 *
 *   NODE_ENV=production tsx scripts/server.ts [--dev]
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import next from "next";
import { logAccess } from "./server/access-log";
import { completeHead } from "./server/answer-headers";
import { parseProxies, settleHeaders } from "./server/client-address";
import { createDrain } from "./server/draining";
import { refuseLargeBody } from "./server/size-limit";
import { createSupabaseProxy, isSupabaseRequest } from "./server/supabase-proxy";
import { NEEDS_PERSON, onStop, reportReady } from "./start/child";

const isDev = process.argv.includes("--dev");
const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.LISTEN_HOST ?? "127.0.0.1";
const drainMs = 10_000;

const proxies = parseProxies(process.env.TRUSTED_PROXIES);
const supabase =
  process.env.CALLOUT_EMBEDDED === "1" ? createSupabaseProxy(new URL(process.env.SUPABASE_URL ?? "")) : null;

const server = createServer({ headersTimeout: 15_000, requestTimeout: 300_000, keepAliveTimeout: 65_000 });
const { drain } = createDrain(server, drainMs);
// Next listens for upgrades on the server it is given. It gets one that never listens, so that it sees only those
// that are meant for it (hot reload) and not the WebSockets of /supabase.
const hotReload = createServer();
const app = next({ dev: isDev, dir: process.cwd(), hostname, port, httpServer: hotReload });
await app.prepare();
const handle = app.getRequestHandler();

server.on("request", (request, response) => {
  const origin = settleHeaders(request, proxies, randomUUID);
  response.setHeader("x-request-id", origin.requestId);
  completeHead(response, request.url, process.env.APP_URL);
  logAccess(request, response, origin);
  if (refuseLargeBody(request, response, origin.requestId)) return;
  if (supabase && isSupabaseRequest(request.url)) supabase.handle(request, response);
  else void handle(request, response);
});

server.on("upgrade", (request, socket, head) => {
  settleHeaders(request, proxies, randomUUID);
  socket.on("error", () => socket.destroy());
  if (supabase && isSupabaseRequest(request.url)) supabase.upgrade(request, socket, head);
  else if (isDev) hotReload.emit("upgrade", request, socket, head);
  else socket.destroy();
});

server.on("error", (error: NodeJS.ErrnoException) => {
  const reason = error.code === "EADDRINUSE" ? `port ${port} is taken` : error.message;
  console.error(`The web app can't listen: ${reason}.`);
  process.exit(NEEDS_PERSON);
});

server.listen(port, hostname, () => reportReady());

onStop(async () => {
  await drain();
  await app.close();
});
