import type { WebSocket } from "ws";
import type { Claims } from "../tokens";
import { encodeBroadcast } from "./frames";
import type { Broadcast, Version } from "./frames";

export type Channel = {
  socket: WebSocket;
  version: Version;
  /** As the client names it, "realtime:<name>". */
  topic: string;
  name: string;
  joinRef: string | null;
  isPrivate: boolean;
  hearsItself: boolean;
  wantsAnswer: boolean;
  claims: Claims;
  token: string | null;
  /** Undefined until it was tried under the present token. */
  mayWrite?: boolean;
  expiry?: NodeJS.Timeout;
};

/** A client that does not read is cut off rather than remembered: on its return it asks for everything anew. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

const keyOf = (name: string, isPrivate: boolean) => `${isPrivate ? "private" : "public"} ${name}`;

/** Who listens to what. Private and public channels of one name are two rooms, as on hosted. */
export function createRooms() {
  const rooms = new Map<string, Set<Channel>>();
  return {
    isEmpty: () => rooms.size === 0,
    enter(channel: Channel): void {
      const key = keyOf(channel.name, channel.isPrivate);
      const room = rooms.get(key) ?? new Set();
      rooms.set(key, room.add(channel));
    },
    leave(channel: Channel): void {
      const key = keyOf(channel.name, channel.isPrivate);
      const room = rooms.get(key);
      room?.delete(channel);
      if (room?.size === 0) rooms.delete(key);
    },
    send(name: string, isPrivate: boolean, broadcast: Broadcast, except?: Channel): void {
      const encoded = new Map<string, Buffer | string | null>();
      for (const channel of rooms.get(keyOf(name, isPrivate)) ?? []) {
        if (channel === except || channel.socket.readyState !== channel.socket.OPEN) continue;
        // One encoding serves all who speak the same version and call the room the same.
        const key = `${channel.version} ${channel.topic}`;
        if (!encoded.has(key)) encoded.set(key, encodeBroadcast(channel.topic, broadcast, channel.version));
        const frame = encoded.get(key);
        if (frame === null || frame === undefined) continue;
        if (channel.socket.bufferedAmount > MAX_UNREAD_BYTES) channel.socket.terminate();
        else channel.socket.send(frame);
      }
    },
  };
}

export type Rooms = ReturnType<typeof createRooms>;
