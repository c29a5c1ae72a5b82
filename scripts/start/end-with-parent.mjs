/**
 * Loaded before each program that a command starts. Without it the program would go on after `kill -9` of its parent,
 * hold its ports and keep the next start from its work. It ends as by SIGTERM, so that it can end in order.
 */
// Processes that the program starts may load this too, but their channel is the program's own.
if (process.channel && process.ppid === Number(process.env.CALLOUT_STARTED_BY)) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Listening to the channel must not keep a finished program alive.
  process.channel.unref();
}
