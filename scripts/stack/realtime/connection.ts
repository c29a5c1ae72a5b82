import type postgres from "postgres";
import type { WebSocket } from "ws";
import { log } from "@/lib/log";
import type { TokenVerifier } from "../tokens";
import { mayRead, mayWrite, speakerOf } from "./access";
import { decodeFrame, encodeFrame, isRecord, MalformedFrame } from "./frames";
import type { Frame, Version } from "./frames";
import type { Channel, Rooms } from "./rooms";

export type ConnectionContext = {
  sql: postgres.Sql;
  verify: TokenVerifier;
  rooms: Rooms;
  /** Awaited before the first channel of all: what was sent earlier is not for it. */
  beforeFirst(): Promise<void>;
};

const MAX_CHANNELS = 100;
const MAX_WAITING_FRAMES = 1000;
const MAX_TIMER_MS = 2 ** 31 - 1;
const SHUT_OUT = "You do not have permissions to read from this Channel topic:";

/** One socket: joins, leaves and speaks on channels. Its frames are worked on one after the other. */
export function serveConnection(
  context: ConnectionContext,
  socket: WebSocket,
  version: Version,
  keyRole: string,
): void {
  const channels = new Map<string, Channel>();
  const connection = { context, socket, version, keyRole, channels };
  let waiting = 0;
  let working: Promise<void> = Promise.resolve();
  socket.on("message", (data, isBinary) => {
    if (++waiting > MAX_WAITING_FRAMES) return socket.close(1008, "Too many messages");
    working = working.then(async () => {
      await work(connection, data as Buffer, isBinary);
      waiting--;
    });
  });
  socket.on("close", () => {
    for (const channel of channels.values()) forget(connection, channel);
  });
  socket.on("error", () => socket.terminate());
}

type Connection = {
  context: ConnectionContext;
  socket: WebSocket;
  version: Version;
  keyRole: string;
  channels: Map<string, Channel>;
};

async function work(connection: Connection, data: Buffer, isBinary: boolean): Promise<void> {
  let frame: Frame;
  try {
    frame = decodeFrame(data, isBinary, connection.version);
  } catch (error) {
    // Hosted's process for this socket ends there too; nobody else's does.
    if (!(error instanceof MalformedFrame)) log.error("realtime.failed", { error });
    return connection.socket.close(1011);
  }
  try {
    await handle(connection, frame);
  } catch (error) {
    log.error("realtime.failed", { event: frame.event, error });
    reply(connection, frame, "error", { reason: "Unknown Error on Channel" });
  }
}

async function handle(connection: Connection, frame: Frame): Promise<void> {
  if (frame.topic === "phoenix") return reply(connection, frame, "ok");
  if (frame.event === "phx_join") return join(connection, frame);
  const channel = connection.channels.get(frame.topic);
  if (!channel) return reply(connection, frame, "error", { reason: "unmatched topic" });
  // Sent before the client joined again: it belongs to a channel that is no more.
  if (frame.joinRef !== null && frame.joinRef !== channel.joinRef) return;
  if (frame.event === "phx_leave") {
    reply(connection, frame, "ok");
    return close(connection, channel);
  }
  if (frame.event === "access_token") return renew(connection, channel, frame.payload.access_token);
  if (frame.event === "broadcast") return broadcast(connection, channel, frame);
  // Who is present is not kept here; the answer lets a client that says so go on.
  if (frame.event === "presence") reply(connection, frame, "ok");
}

async function join(connection: Connection, frame: Frame): Promise<void> {
  const { context, channels } = connection;
  const refuse = (reason: string) => reply(connection, frame, "error", { reason });
  const name = frame.topic.replace(/^realtime:/, "");
  if (!frame.topic.startsWith("realtime:")) return refuse("unmatched topic");
  if (name === "") return refuse("TopicNameRequired: You must provide a topic name");
  const earlier = channels.get(frame.topic);
  if (earlier) close(connection, earlier);
  if (channels.size >= MAX_CHANNELS) return refuse("ChannelRateLimitReached: Too many channels");
  const config = isRecord(frame.payload.config) ? frame.payload.config : {};
  if (Array.isArray(config.postgres_changes) && config.postgres_changes.length > 0)
    return refuse("postgres_changes is not part of the embedded stack: broadcast from the database instead");
  const token = frame.payload.access_token ?? frame.payload.user_token;
  const speaker = await speakerOf(token, connection.keyRole, context.verify);
  if ("code" in speaker) return refuse(`${speaker.code}: ${speaker.message}`);
  if (config.private === true && !(await mayRead(context.sql, speaker.claims, name)))
    return refuse(`Unauthorized: ${SHUT_OUT} ${name}`);
  if (context.rooms.isEmpty()) await context.beforeFirst();
  // The client may have gone while the database was asked: its close has already cleared what it had.
  if (connection.socket.readyState !== connection.socket.OPEN) return;
  const broadcastConfig = isRecord(config.broadcast) ? config.broadcast : {};
  const channel: Channel = {
    socket: connection.socket,
    version: connection.version,
    topic: frame.topic,
    name,
    joinRef: frame.joinRef,
    isPrivate: config.private === true,
    hearsItself: broadcastConfig.self === true,
    wantsAnswer: broadcastConfig.ack === true,
    claims: speaker.claims,
    token: typeof token === "string" ? token : null,
  };
  channels.set(frame.topic, channel);
  context.rooms.enter(channel);
  watchExpiry(connection, channel);
  reply(connection, frame, "ok", { postgres_changes: [] });
  if (isRecord(config.presence) && config.presence.enabled === true) push(channel, "presence_state", {});
  if (broadcastConfig.replication_ready === true) sayOf(channel, "ok", "Replication connection established");
}

/** A new token keeps the channel where it still may read, under the rights it has now. */
async function renew(connection: Connection, channel: Channel, token: unknown): Promise<void> {
  if (typeof token !== "string" || token.startsWith("sb_") || token === channel.token) return;
  const speaker = await speakerOf(token, connection.keyRole, connection.context.verify);
  if ("code" in speaker) return shutDown(connection, channel, speaker.message);
  Object.assign(channel, { claims: speaker.claims, token, mayWrite: undefined });
  if (channel.isPrivate && !(await mayRead(connection.context.sql, channel.claims, channel.name)))
    return shutDown(connection, channel, `${SHUT_OUT} ${channel.name}`);
  if (connection.channels.get(channel.topic) === channel) watchExpiry(connection, channel);
}

async function broadcast(connection: Connection, channel: Channel, frame: Frame): Promise<void> {
  const { sql, rooms } = connection.context;
  if (!frame.broadcast) return;
  if (channel.isPrivate) channel.mayWrite ??= await mayWrite(sql, channel.claims, channel.name);
  // Hosted stays silent as well: the sender's wish for an answer times out.
  if (channel.isPrivate && !channel.mayWrite) return;
  rooms.send(channel.name, channel.isPrivate, frame.broadcast, channel.hearsItself ? undefined : channel);
  if (channel.wantsAnswer) reply(connection, frame, "ok");
}

function watchExpiry(connection: Connection, channel: Channel): void {
  clearTimeout(channel.expiry);
  const { exp } = channel.claims;
  if (exp === undefined) return;
  const expire = () => shutDown(connection, channel, "Token has expired 0 seconds ago");
  channel.expiry = setTimeout(expire, Math.min(MAX_TIMER_MS, exp * 1000 - Date.now()));
}

function shutDown(connection: Connection, channel: Channel, message: string): void {
  sayOf(channel, "error", message);
  close(connection, channel);
}

function close(connection: Connection, channel: Channel): void {
  push(channel, "phx_close", {});
  forget(connection, channel);
}

function forget(connection: Connection, channel: Channel): void {
  clearTimeout(channel.expiry);
  connection.context.rooms.leave(channel);
  if (connection.channels.get(channel.topic) === channel) connection.channels.delete(channel.topic);
}

function sayOf(channel: Channel, status: "ok" | "error", message: string): void {
  push(channel, "system", { extension: "system", status, message, channel: channel.name });
}

function push(channel: Channel, event: string, payload: Record<string, unknown>): void {
  const { joinRef, topic, version } = channel;
  const ref = event === "phx_close" ? joinRef : null;
  write(channel.socket, encodeFrame({ joinRef, ref, topic, event, payload }, version));
}

function reply(
  connection: Connection,
  frame: Frame,
  status: "ok" | "error",
  response: Record<string, unknown> = {},
): void {
  if (frame.ref === null) return;
  const { joinRef, ref, topic } = frame;
  const answer = { joinRef, ref, topic, event: "phx_reply", payload: { status, response } };
  write(connection.socket, encodeFrame(answer, connection.version));
}

function write(socket: WebSocket, text: string): void {
  if (socket.readyState === socket.OPEN) socket.send(text);
}
