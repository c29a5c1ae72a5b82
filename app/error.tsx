"use client";

import { lazyShown } from "@/components/ui/lazy-overlay";

/** This file comes with every page of the app: what it shows is loaded once the page is at rest. */
const ErrorPage = lazyShown(() => import("@/components/shared/error-page").then((part) => part.ErrorPage));

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main>
      <ErrorPage error={error} retry={retry} />
    </main>
  );
}
