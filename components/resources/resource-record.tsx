"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck, CalendarOff, MapPinned, Pencil } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Card } from "@/components/shared/card";
import { DeletedBanner } from "@/components/shared/deleted-banner";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { useRecordCommands } from "@/components/shared/record-commands";
import type { RecordCommand } from "@/components/shared/record-commands";
import { RecordActions } from "@/components/shared/record-actions";
import { RecordLayout } from "@/components/shared/record-layout";
import { SkeletonRecord } from "@/components/shared/skeleton";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchResource, resourceKeys } from "@/lib/resources/client";
import type { Resource } from "@/lib/resources/schema";
import { BlockedDialog } from "./blocked-dialog";
import { PlanningCard } from "./planning-card";
import { ResourceFacts } from "./resource-facts";
import { ResourcePhoto } from "./resource-photo";
import { SkillsCard } from "./skills-card";
import { useResourceWrites } from "./use-resource-writes";

const EditResourceSheet = lazyShown(() =>
  import("./edit-resource-sheet").then((form) => form.EditResourceSheet),
);
const SkillsSheet = lazyShown(() => import("./skills-sheet").then((form) => form.SkillsSheet));
const PlanningSheet = lazyShown(() => import("./planning-sheet").then((form) => form.PlanningSheet));

type ResourceRecordProps = {
  id: string;
  /** Parts of other features, each of which loads and fails alone. */
  week: ReactNode;
  timeOff: ReactNode;
  rating: ReactNode;
  crews: ReactNode;
  history: ReactNode;
};

/** When it works and when not, what it can do, where it goes. */
export function ResourceRecord(props: ResourceRecordProps) {
  const { id } = props;
  const t = useTranslations("resources");
  const { slug } = useMember().organization;
  const { data, error, refetch } = useQuery({
    queryKey: resourceKeys.record(id),
    queryFn: ({ signal }) => fetchResource(id, signal),
  });
  if (data) return <Record {...props} resource={data} />;
  return (
    <PageFrame title={t("title")} back={{ href: `/o/${slug}/resources`, label: t("page.back") }}>
      {error ? (
        <ErrorCard title={t("page.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRecord />
      )}
    </PageFrame>
  );
}

function Record(props: ResourceRecordProps & { resource: Resource }) {
  const { resource, week, timeOff, rating, crews, history } = props;
  const t = useTranslations("resources");
  const may = useCan();
  const sheet = useSheetParam();
  const { slug } = useMember().organization;
  const writes = useResourceWrites();
  const isDeleted = resource.deleted_at !== null;
  const isEditable = may("update", "resources") && !isDeleted;
  useCommands(resource, isEditable, may("create", "time_off") && !isDeleted);
  return (
    <PageFrame
      title={resource.name}
      count={<Standing resource={resource} />}
      back={{ href: `/o/${slug}/resources`, label: t("page.back") }}
      actions={
        <RecordActions
          of="resources"
          onEdit={isEditable ? () => sheet.open("resource") : undefined}
          onDelete={may("delete", "resources") && !isDeleted ? () => writes.remove(resource) : undefined}
        />
      }
    >
      <Deleted resource={resource} onRestore={() => writes.restore(resource)} isBusy={writes.isPending} />
      <RecordLayout
        main={
          <>
            {week}
            {timeOff}
          </>
        }
        rail={
          <>
            <SkillsCard resource={resource} isEditable={isEditable} />
            <PlanningCard resource={resource} isEditable={isEditable} />
            {rating}
            {crews}
            <About resource={resource} isEditable={isEditable} />
          </>
        }
        stream={history}
      />
      {isEditable ? <Sheets resource={resource} /> : null}
      <BlockedDialog resource={resource} visits={writes.blockedBy} onClose={writes.forgetBlocked} />
    </PageFrame>
  );
}

function About({ resource, isEditable }: { resource: Resource; isEditable: boolean }) {
  const t = useTranslations("resources");
  return (
    <Card title={t("about")}>
      <ResourcePhoto resource={resource} isEditable={isEditable} />
      <ResourceFacts resource={resource} />
      {resource.notes ? (
        <p className="mt-3 break-words whitespace-pre-wrap text-text-2">{resource.notes}</p>
      ) : null}
    </Card>
  );
}

/** The same that the page's buttons do, by the palette. */
function useCommands(resource: Resource, isEditable: boolean, mayBeOff: boolean) {
  const t = useTranslations("resources");
  const sheet = useSheetParam();
  const edits: RecordCommand[] = [
    { id: "edit", label: t("form.editTitle"), icon: Pencil, keys: "e", run: () => sheet.open("resource") },
    { id: "skills", label: t("skills.edit"), icon: BadgeCheck, run: () => sheet.open("skills") },
    { id: "planning", label: t("planning.edit"), icon: MapPinned, run: () => sheet.open("planning") },
  ];
  const off: RecordCommand[] = [
    { id: "time-off", label: t("timeOff.add"), icon: CalendarOff, run: () => sheet.open("time-off") },
  ];
  useRecordCommands(resource.name, [...(isEditable ? edits : []), ...(mayBeOff ? off : [])]);
}

function Sheets({ resource }: { resource: Resource }) {
  const sheet = useSheetParam();
  if (sheet.name === "resource")
    return <EditResourceSheet key={resource.id} resource={resource} onClose={sheet.close} />;
  if (sheet.name === "skills")
    return <SkillsSheet key={resource.id} resource={resource} onClose={sheet.close} />;
  if (sheet.name === "planning")
    return <PlanningSheet key={resource.id} resource={resource} onClose={sheet.close} />;
  return null;
}

/** State beside the name: only what is not the ordinary. */
function Standing({ resource }: { resource: Resource }) {
  const t = useTranslations("resources");
  return (
    <span className="flex items-center gap-2">
      {resource.kind === "technician" ? null : <Badge tone="plain">{t(`kind.${resource.kind}`)}</Badge>}
      {resource.is_active ? null : <Badge>{t("inactive")}</Badge>}
    </span>
  );
}

type DeletedProps = { resource: Resource; isBusy: boolean; onRestore: () => void };

function Deleted({ resource, isBusy, onRestore }: DeletedProps) {
  const t = useTranslations("resources");
  const formats = useFormats();
  const may = useCan();
  const at = resource.deleted_at;
  if (at === null) return null;
  return (
    <DeletedBanner
      restoreLabel={may("delete", "resources") ? t("page.restore") : undefined}
      isBusy={isBusy}
      onRestore={onRestore}
    >
      {t("page.deletedBanner", { when: formats.ago(at) ?? formats.dayTime(at) })}
    </DeletedBanner>
  );
}
