"use client";

import { useEffect } from "react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { watchInstall } from "../me/install-prompt";
import { FieldNotices } from "./notices";
import { FieldPages } from "./pages";
import { FieldSkeleton } from "./skeleton";
import { NoOrganizationPage, SignedOutPage } from "./signed-out-page";
import { useAccount } from "./use-account";
import { VersionContext } from "./version";
import { startWorker } from "./worker";

const RemovedPage = lazyShown(() => import("./removed-page").then((part) => part.RemovedPage));

/**
 * The whole field app: one page of the server for all addresses below /field, rendered without anybody's data. What it
 * shows comes from the phone's store.
 */
export function FieldApp({ version, hasWorker }: { version: string; hasWorker: boolean }) {
  useEffect(() => {
    if (hasWorker) startWorker();
  }, [hasWorker]);
  useEffect(watchInstall, []);
  return (
    <VersionContext value={version}>
      <div data-room="field" className="min-h-dvh bg-bg text-18">
        <Room version={version} />
      </div>
    </VersionContext>
  );
}

function Room({ version }: { version: string }) {
  const session = useAccount(version);
  switch (session.kind) {
    case "opening":
      return <FieldSkeleton />;
    case "signed_out":
      return <SignedOutPage unsent={session.unsent} />;
    case "no_organization":
      return <NoOrganizationPage />;
    case "removed":
      return <RemovedPage account={session.account} />;
    case "ready":
      return (
        <>
          <FieldNotices account={session.account} />
          <FieldPages account={session.account} />
        </>
      );
  }
}
