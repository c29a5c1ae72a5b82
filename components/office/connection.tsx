"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { createConnectionStore, UNKNOWN_CONNECTION } from "./connection-store";

const ConnectionContext = createContext(UNKNOWN_CONNECTION);
export const useConnection = () => use(ConnectionContext);

export function ConnectionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [store] = useState(() => createConnectionStore(client));
  const connection = useSyncExternalStore(store.subscribe, store.read, () => UNKNOWN_CONNECTION);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}
