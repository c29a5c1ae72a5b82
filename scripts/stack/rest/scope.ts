import { AsyncLocalStorage } from "node:async_hooks";
import type { Claims } from "../tokens";

/** What the engine's connection must know about the HTTP request it works for. */
export type RestScope = {
  method: string;
  /** Below /rest/v1, as PostgREST sees it: `/customers`, `/rpc/get_me`. */
  path: string;
  /** Lower-case names, without credentials. */
  headers: Record<string, string>;
  claims: Claims;
};

/**
 * The engine passes headers and method on for functions only; PostgREST sets them for every request. They
 * travel beside the engine, bound to the request's own asynchronous context.
 */
export const restScope = new AsyncLocalStorage<RestScope>();
