/**
 * Where a file lives decides what it may import (the table "Rooms" of docs/architecture.md). A kind is a word,
 * with the feature behind a colon where there is one: "queries:customers", "part:customers".
 */
const machineryRooms = ["supabase", "auth", "http", "worker", "routing", "crypto", "mail"];
const featureFiles = ["schema", "rules", "queries", "mutations", "client", "endpoints", "worker"];
const groundFiles = ["cn", "errors", "money", "time", "phone", "north-american-phone", "places", "uuid"];
const serverGroundFiles = ["env", "log"];

function libKind(path: string): string {
  const [, room = "", file = ""] = path.replace(/(?:\.test)?\.tsx?$/, "").split("/");
  if (file === "") {
    if (groundFiles.includes(room)) return "ground";
    return serverGroundFiles.includes(room) ? "server-ground" : "unknown";
  }
  if (room === "i18n") return "language";
  // The technician's phone: store, outbox and the hooks over them run in the browser only.
  if (room === "field") return "phone:field";
  // A feature may have its place in the machinery's room too (lib/auth/rules.ts): the room decides.
  if (machineryRooms.includes(room)) return `machinery:${room}`;
  return featureFiles.includes(file) ? `${file}:${room}` : `piece:${room}`;
}

/** Customers' addresses have handlers of their own outside of /api: the link's exchange, its state and actions. */
const customerHandler = /^app\/(?:p|v|book)\/.*\/route\.ts$/;

export function kindOf(path: string): string {
  const [top, second = "", third = ""] = path.split("/");
  if (top === "middleware" || top === "middleware.ts") return "middleware";
  if (top === "app") return second === "api" || customerHandler.test(path) ? "api" : "page";
  if (top === "components") {
    if (second === "ui" || second === "shared") return second;
    return third === "" ? "unknown" : `part:${second}`;
  }
  if (top === "lib") return libKind(path);
  if (top === "scripts") return second === "stack" || second.startsWith("stack.") ? "stack" : "script";
  if (top === "messages" || top === "supabase" || top === "tests") return top;
  if (path.includes("/") && !path.startsWith("node:")) return "package";
  return /\.(?:ts|mjs)$/.test(path) ? "configuration" : "package";
}

export const featureOf = (kind: string) => kind.split(":")[1] ?? "";
export const wordOf = (kind: string) => kind.split(":")[0] ?? "";
