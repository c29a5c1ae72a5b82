"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { act } from "@/lib/field/outbox";
import { useFieldSettings, useVisit } from "@/lib/field/use-visits";
import { isOver } from "@/lib/bookings/rules";
import type { Visit } from "@/lib/sync/schema";
import { rememberAll, useAcknowledged } from "../day/use-acknowledged";
import { FieldPage } from "../shell/page";
import type { Known } from "../day/use-acknowledged";
import type { Part } from "./paths";
import { VisitPage } from "./visit-page";

const ChecklistPage = lazyShown(() =>
  import("../checklist/checklist-page").then((part) => part.ChecklistPage),
);
const PhotosPage = lazyShown(() => import("../photos/photos-page").then((part) => part.PhotosPage));
const SignaturePage = lazyShown(() =>
  import("../signature/signature-page").then((part) => part.SignaturePage),
);
const ReportPage = lazyShown(() => import("../report/report-page").then((part) => part.ReportPage));

/** A visit and its parts, from the phone's own store. */
export function VisitRoom({ id, part }: { id: string; part: Part | null }) {
  const t = useTranslations("field.visit");
  const isOverview = part === null || part === "note";
  const held = useVisit(id, isOverview);
  const settings = useFieldSettings();
  const known = useAcknowledged();
  useSeen(held?.visit ?? null, known);
  const back = { href: "/field", label: t("day") };
  if (held === undefined || settings === undefined) {
    return (
      <FieldPage title={t("loading")} back={back}>
        <VisitSkeleton />
      </FieldPage>
    );
  }
  if (held === null) {
    return (
      <FieldPage title={t("gone")} back={back}>
        <p className="px-4 py-6 text-18">{t("goneText")}</p>
      </FieldPage>
    );
  }
  const props = { ...held, settings };
  switch (part) {
    case "checklist":
      return <ChecklistPage {...props} />;
    case "photos":
      return <PhotosPage {...props} />;
    case "signature":
      return <SignaturePage {...props} />;
    case "report":
      return <ReportPage {...props} />;
    case "note":
    case null:
      return <VisitPage {...props} known={known} />;
  }
}

/** Opening a new visit is knowing of it: the office sees when. */
function useSeen(visit: Visit | null, known: Known | undefined): void {
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (!visit || !known || told.current === visit.id || isOver(visit.status)) return;
    told.current = visit.id;
    if (known[visit.id]) return;
    void rememberAll([visit]);
    if (visit.seen_at === null) void act("booking.seen", visit.id, {}, { visitId: visit.id });
  }, [visit, known]);
}

function VisitSkeleton() {
  return (
    <div className="grid gap-4 px-4 py-3" aria-busy="true">
      <SkeletonBlock className="h-11 w-2/3" />
      <SkeletonBlock className="h-7 w-full" />
      <SkeletonBlock className="h-6 w-1/2" />
      <SkeletonBlock className="h-14 w-full" />
      <SkeletonBlock className="h-16 w-full" />
      <SkeletonBlock className="h-16 w-full" />
    </div>
  );
}
