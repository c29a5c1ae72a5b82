"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Marked } from "@/components/shared/marked";
import { useCan } from "@/components/shared/member";
import { Priority } from "@/components/shared/priority";
import { Age } from "@/components/shared/when";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import { factsOf } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { BestSlot } from "./best-slot";
import { DueDate } from "@/components/shared/due-date";
import type { BacklogTab } from "./filters";
import type { Planning } from "./use-planning";

const unknown = <span className="text-text-3">{UNKNOWN}</span>;

/** What is wanted: the kind of work, else the first words. */
function WorkCell({ item }: { item: BacklogItem }) {
  const formats = useFormats();
  const { service, description, wishes } = factsOf(item);
  const minutes = item.kind === "job" ? item.job.duration_min : null;
  const words = [service?.name, minutes ? formats.duration(minutes) : null].filter(Boolean).join(", ");
  return (
    <span>
      {words ? <span>{words}</span> : null}
      {words && (wishes ?? description) ? " · " : ""}
      <span className="text-text-2">{wishes ?? description}</span>
    </span>
  );
}

function NeedsCell({ item }: { item: BacklogItem }) {
  if (item.kind !== "job") return null;
  const needs = [...item.job.skills.map((skill) => skill.name), item.job.zone?.name].filter(Boolean);
  return needs.length > 0 ? <>{needs.join(", ")}</> : unknown;
}

type ColumnOptions = { tab: BacklogTab; query: string | undefined; planning: Planning };

export function useBacklogColumns({ tab, query, planning }: ColumnOptions): Column<BacklogItem>[] {
  const t = useTranslations("booking-requests.column");
  const mayPlan = useCan()("create", "bookings");
  const isRequests = tab === "requests";
  return useMemo(
    () => [
      {
        id: "customer",
        header: t("customer"),
        width: "15rem",
        cell: (item) => <Who item={item} query={query} />,
      },
      { id: "priority", header: t("priority"), width: "6rem", cell: priorityOf },
      { id: "work", header: t("work"), cell: (item) => <WorkCell item={item} /> },
      {
        id: "place",
        header: t("place"),
        width: "13%",
        from: "xl",
        cell: (item) => factsOf(item).place ?? unknown,
      },
      ...(isRequests
        ? []
        : [{ id: "needs", header: t("needs"), width: "16%", from: "lg" as const, cell: needsOf }]),
      {
        id: "since",
        header: isRequests ? t("since") : t("due"),
        width: "8rem",
        from: "lg",
        cell: sinceOf,
      },
      ...(isRequests
        ? [
            {
              id: "best",
              header: t("best"),
              width: "18rem",
              cell: (item: BacklogItem) => <BestSlot item={item} planning={planning} mayPlan={mayPlan} />,
            },
          ]
        : []),
    ],
    [t, isRequests, query, planning, mayPlan],
  );
}

const priorityOf = (item: BacklogItem) => <Priority value={factsOf(item).priority} />;
const needsOf = (item: BacklogItem) => <NeedsCell item={item} />;
const sinceOf = (item: BacklogItem) =>
  item.kind === "request" ? (
    <Age at={item.request.created_at} show="day" />
  ) : (
    <DueDate on={item.job.due_on} />
  );

function Who({ item, query }: { item: BacklogItem; query: string | undefined }) {
  const t = useTranslations("booking-requests.panel");
  const { number, customer } = factsOf(item);
  return (
    <>
      <span className="me-2 font-normal text-text-3 tabular-nums">
        <Marked text={number} query={query} />
      </span>
      <Marked text={customer ?? t("nameless")} query={query} />
    </>
  );
}

/** On a phone: who and how pressing; below it what is wanted. */
export function compactItem(query: string | undefined): (item: BacklogItem) => CompactRow {
  return (item) => ({
    title: <Who item={item} query={query} />,
    meta: <WorkCell item={item} />,
    aside: <Priority value={factsOf(item).priority} quiet />,
  });
}
