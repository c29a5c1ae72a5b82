"use client";

import { ErrorPage } from "@/components/shared/error-page";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main>
      <ErrorPage error={error} retry={retry} />
    </main>
  );
}
