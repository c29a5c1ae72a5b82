"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { loadOverlays } from "@/components/ui/lazy-overlay";
import { ToastHost } from "@/components/ui/toast";
import { TooltipHost } from "@/components/ui/tooltip";

/** By then a page has loaded what it shows. */
const REST_MS = 4000;

/** A refusal (4xx) will be refused again; only a lost connection or an overloaded server deserves another try. */
function shouldRetry(failures: number, error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : 0;
  const isRefusal = typeof status === "number" && status >= 400 && status < 500;
  return !isRefusal && failures < 2;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: shouldRetry, refetchOnReconnect: true },
      // A write waits for its person, not for the network: offline it fails at once and the form keeps its text.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

type ProvidersProps = { nonce?: string; closeLabel: string; children: ReactNode };

export function Providers({ nonce, closeLabel, children }: ProvidersProps) {
  const [client] = useState(createQueryClient);
  useEffect(() => {
    const timer = setTimeout(loadOverlays, REST_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          {children}
          <TooltipHost />
          <ToastHost closeLabel={closeLabel} />
        </NuqsAdapter>
      </QueryClientProvider>
    </CSPProvider>
  );
}
