import { restScope } from "./scope";

let quiet = false;

/**
 * The engine prints every error of every client to the console, with the values the client sent. Inside a
 * request such lines are dropped: the client has its answer, and the gateway logs the code of each answer from
 * 500 on.
 */
export function quietEngine(): void {
  if (quiet) return;
  quiet = true;
  const print = console.error.bind(console);
  console.error = (...parts: unknown[]) => {
    if (!restScope.getStore()) print(...parts);
  };
}
