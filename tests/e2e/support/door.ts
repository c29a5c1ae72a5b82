import { createServer, request } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { installation } from "./installation";

/**
 * A door before the installation that really can be shut: a browser's own "offline" does not reach a service worker.
 * It can also turn away single addresses and hand out the worker of a build that is yet to come.
 */
export type Door = {
  url: string;
  shut: () => void;
  open: () => void;
  /** Answers 503 for paths that begin like this; null lets everything through. */
  turnAway: (path: string | null) => void;
  /** The build that the worker's script names from now on. */
  renewBuild: (build: string) => void;
  close: () => Promise<void>;
};

const target = new URL(installation.url);

function pass(from: IncomingMessage, to: ServerResponse): void {
  const options = { host: target.hostname, port: target.port, path: from.url, method: from.method };
  const onward = request({ ...options, headers: from.headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(to);
  });
  onward.on("error", () => to.destroy());
  from.pipe(onward);
}

async function renewedWorker(build: string, to: ServerResponse): Promise<void> {
  const answer = await fetch(`${installation.url}/field/sw.js`);
  const text = (await answer.text()).replace(/^const VERSION = .*$/m, `const VERSION = "${build}";`);
  const { "content-encoding": _, "content-length": __, ...headers } = Object.fromEntries(answer.headers);
  to.writeHead(200, headers).end(text);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, target.hostname, resolve));
  return (server.address() as AddressInfo).port;
}

export async function openDoor(): Promise<Door> {
  let isOpen = true;
  let refused: string | null = null;
  let build: string | null = null;
  const server = createServer((from, to) => {
    if (!isOpen) from.socket.destroy();
    else if (refused && from.url?.startsWith(refused)) to.writeHead(503).end();
    else if (build && from.url === "/field/sw.js") void renewedWorker(build, to);
    else pass(from, to);
  });
  const port = await listen(server);
  return {
    url: `${target.protocol}//${target.hostname}:${port}`,
    shut: () => {
      isOpen = false;
      server.closeAllConnections();
    },
    open: () => {
      isOpen = true;
    },
    turnAway: (path) => {
      refused = path;
    },
    renewBuild: (next) => {
      build = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
