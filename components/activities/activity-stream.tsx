"use client";

import { useTranslations } from "use-intl/react";
import { Fragment, useState } from "react";
import type { ReactNode } from "react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { ActivityFilters } from "@/lib/activities/schema";
import type { Change, HistoryOf } from "@/lib/history/schema";
import { NoteComposer } from "./note-composer";
import type { Recipient } from "./message-preview";
import { NoteEntry } from "./note-entry";
import { useStream } from "./use-stream";
import type { StreamMessages, StreamShow } from "./use-stream";

type ActivityStreamProps = {
  /** The one record whose notes these are. */
  of: ActivityFilters;
  historyOf: HistoryOf;
  id: string;
  /** Draws a change: the history's own entry, handed in by the page. */
  renderChange: (change: Change) => ReactNode;
  messages?: StreamMessages;
  /** Who can be written to from here. */
  customer?: Recipient;
};

const SHOWN = ["all", "messages", "notes", "changes"] as const;

/** What people wrote and what changed, in one line of time, the latest first, with one place to write. */
export function ActivityStream({ of, historyOf, id, renderChange, messages, customer }: ActivityStreamProps) {
  const t = useTranslations("activities");
  const [show, setShow] = useState<StreamShow>("all");
  const stream = useStream({ of, historyOf, id, show, messages });
  const shown = SHOWN.filter((part) => part !== "messages" || messages);
  return (
    <Card
      title={t("title")}
      action={
        <Segmented
          options={shown.map((value) => ({ value, label: t(`show.${value}`) }))}
          value={show}
          onValueChange={setShow}
          aria-label={t("show.label")}
        />
      }
    >
      <div className="grid gap-4 pt-1">
        <NoteComposer of={of} customer={customer} />
        <Entries
          stream={stream}
          show={show}
          renderChange={renderChange}
          messages={messages}
          customer={customer}
        />
      </div>
    </Card>
  );
}

type EntriesProps = {
  stream: ReturnType<typeof useStream>;
  show: StreamShow;
} & Pick<ActivityStreamProps, "renderChange" | "messages" | "customer">;

function Entries({ stream, show, renderChange, messages, customer }: EntriesProps) {
  const t = useTranslations("activities");
  if (stream.error && !stream.entries)
    return (
      <ErrorCard
        title={t("error")}
        error={stream.error}
        onRetry={stream.retry}
        className="my-0 border-0 p-0"
      />
    );
  if (!stream.entries) return <SkeletonLines lines={5} />;
  return (
    <>
      {stream.entries.length === 0 ? <p className="text-text-2">{t(`empty.${show}`)}</p> : null}
      <ol className="grid gap-3">
        {stream.entries.map((entry) =>
          "drawn" in entry ? (
            <Fragment key={entry.id}>{entry.drawn}</Fragment>
          ) : "note" in entry ? (
            <NoteEntry
              key={entry.note.id}
              note={entry.note}
              reader={customer?.name}
              delivery={messages?.deliveryOf(entry.note.id)}
            />
          ) : (
            <Fragment key={entry.change.id}>{renderChange(entry.change)}</Fragment>
          ),
        )}
      </ol>
      {stream.hasMore ? (
        <Button
          variant="ghost"
          size="sm"
          className="-ms-2 justify-self-start"
          busy={stream.isLoadingMore}
          onClick={stream.more}
        >
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}
