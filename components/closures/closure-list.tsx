"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { AddRecord, RecordList, RecordSheets } from "@/components/shared/record-list";
import { useRefusal } from "@/components/shared/use-record-writes";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useToast } from "@/components/ui/toast";
import { addHolidays, closureKeys, fetchClosures } from "@/lib/closures/client";
import type { Closure } from "@/lib/closures/schema";
import { useFormats } from "@/lib/i18n/client";
import { dateIn } from "@/lib/time";
import { ALL_CLOSURES, closureFeature } from "./closure-feature";

const ClosureSheet = lazyShown(() => import("./closure-sheet").then((form) => form.ClosureSheet));

/** Past ones stand behind a button: what counts is what is ahead. */
export function ClosureList() {
  const t = useTranslations("closures");
  const { time_zone } = useMember().organization;
  const [isPastShown, setIsPastShown] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: closureKeys.list(ALL_CLOSURES),
    queryFn: ({ signal }) => fetchClosures(ALL_CLOSURES, { limit: 200, signal }),
  });
  const [today] = useState(() => dateIn(Date.now(), time_zone));
  const ahead = data?.data.filter(({ ends_on }) => ends_on >= today);
  const past = (data?.data.length ?? 0) - (ahead?.length ?? 0);
  return (
    <section aria-labelledby="closures" className="grid gap-3">
      <ClosuresHead />
      <RecordList
        feature={closureFeature}
        caption={t("label")}
        rows={isPastShown ? data?.data : ahead}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        beside={(row) => (row.source === "preset" ? <Badge tone="quiet">{t("preset")}</Badge> : null)}
        columns={[
          { id: "days", header: t("daysHeader"), width: "45%", cell: (row) => <Days closure={row} /> },
        ]}
        meta={(row) => <Days closure={row} />}
        empty={{
          icon: <CalendarOff aria-hidden />,
          text: t("empty"),
          action: t("add"),
          reader: t("emptyReader"),
        }}
      />
      {past > 0 && !isPastShown ? (
        <Button variant="ghost" className="justify-self-start" onClick={() => setIsPastShown(true)}>
          {t("past", { count: past })}
        </Button>
      ) : null}
      <RecordSheets feature={closureFeature} rows={data?.data}>
        {(record, onClose) => <ClosureSheet closure={record} onClose={onClose} />}
      </RecordSheets>
    </section>
  );
}

function ClosuresHead() {
  const t = useTranslations("closures");
  const may = useCan();
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="closures" className="me-auto font-semibold">
          {t("title")}
        </h2>
        <AddHolidays />
        <AddRecord resource="closures" sheet={closureFeature.sheet} label={t("add")} isQuiet />
      </div>
      {may("update", "closures") ? <p className="text-13 text-text-3">{t("hint")}</p> : null}
    </>
  );
}

const DAY_MS = 86_400_000;

/** Calendar days have no zone: noon in UTC is the same day in every format. */
const noon = (date: string) => `${date}T12:00:00Z`;

function Days({ closure: { starts_on, ends_on } }: { closure: Closure }) {
  const t = useTranslations("closures");
  const formats = useFormats();
  const day = (date: string) => formats.day(noon(date), "UTC");
  if (starts_on === ends_on) return <span className="tabular-nums">{day(starts_on)}</span>;
  const count = Math.round((Date.parse(noon(ends_on)) - Date.parse(noon(starts_on))) / DAY_MS) + 1;
  return (
    <span className="tabular-nums">
      {t("range", { from: day(starts_on), to: day(ends_on) })}{" "}
      <span className="text-text-3">{t("days", { count })}</span>
    </span>
  );
}

function AddHolidays() {
  const t = useTranslations("closures");
  const may = useCan();
  const formats = useFormats();
  const client = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  const { mutate, isPending } = useMutation({
    mutationFn: addHolidays,
    onSuccess: async ({ added, until }) => {
      await client.invalidateQueries({ queryKey: closureKeys.all });
      toast.show({
        title: t("holidaysAdded", { count: added, until: formats.day(noon(until), "UTC") }),
        tone: "success",
      });
    },
    onError: (error) => refuse(t("holidaysFailed"), error),
  });
  if (!may("create", "closures")) return null;
  return (
    <Button variant="ghost" busy={isPending} onClick={() => mutate()}>
      {t("addHolidays")}
    </Button>
  );
}
