import { startPostgres } from "@/scripts/stack/postgres";
import { runScript } from "@/scripts/stack/stack-error";

/** A database server in a process of its own, so that a test can kill either. Arguments: folder, port, [user id]. */
await runScript(async () => {
  const [dataDir = "", port = "", userId] = process.argv.slice(2);
  if (userId) {
    process.setgid?.(Number(userId));
    process.setuid?.(Number(userId));
  }
  const stopped = new Promise<void>((resolve) => process.on("SIGTERM", () => resolve()));
  const waiting = { say: (words: string) => console.log(words) };
  const server = await startPostgres({ dataDir, port: Number(port), secretKey: "sb_secret_chaos", waiting });
  console.log(`ready ${server.adopted ? "adopted" : "started"}`);
  // A signal handler alone does not keep a process alive.
  const alive = setInterval(() => undefined, 60_000);
  await stopped;
  clearInterval(alive);
  await server.stop();
});
