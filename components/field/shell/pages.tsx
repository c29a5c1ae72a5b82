"use client";

import { useTranslations } from "use-intl/react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Account } from "@/lib/field/registry";
import { DayPage } from "../day/day-page";
import { FieldPage } from "./page";
import { FieldLink, useFieldPath } from "./router";

const loadVisitRoom = () => import("../visit/visit-room").then((part) => part.VisitRoom);
const VisitRoom = lazyShown(loadVisitRoom);
const SyncPage = lazyShown(() => import("../sync/sync-page").then((part) => part.SyncPage));
const MePage = lazyShown(() => import("../me/me-page").then((part) => part.MePage));

const VISIT = /^\/field\/bookings\/([0-9a-f-]{36})(?:\/(checklist|photos|signature|report|note))?\/?$/;
type Part = "checklist" | "photos" | "signature" | "report" | "note";

// A visit that is opened by its address: its scripts come while the store is opened, and not after it.
if (typeof window !== "undefined" && VISIT.test(window.location.pathname))
  void loadVisitRoom().catch(() => undefined);

/** By path alone: the server answers the same for all of them, and without signal nobody answers. */
function pageOf(path: string, account: Account) {
  if (/^\/field\/?$/.test(path)) return <DayPage />;
  const visit = VISIT.exec(path);
  if (visit?.[1]) return <VisitRoom id={visit[1]} part={(visit[2] ?? null) as Part | null} />;
  if (/^\/field\/sync\/?$/.test(path)) return <SyncPage />;
  if (/^\/field\/me\/?$/.test(path)) return <MePage account={account} />;
  return <NotFound />;
}

export function FieldPages({ account }: { account: Account }) {
  return pageOf(useFieldPath() ?? "/field", account);
}

function NotFound() {
  const t = useTranslations("field-app.missing");
  return (
    <FieldPage title={t("title")}>
      <div className="grid gap-4 px-4 py-8">
        <p>{t("text")}</p>
        <FieldLink href="/field" className="min-h-14 text-accent-text underline underline-offset-4">
          {t("back")}
        </FieldLink>
      </div>
    </FieldPage>
  );
}
