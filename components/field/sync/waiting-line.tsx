"use client";

import { File, LoaderCircle, Pencil, RotateCw } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useLive } from "@/lib/field/current";
import { sendFileAgain } from "@/lib/field/parked";
import { useProgress } from "@/lib/field/progress";
import type { StoredFile, StoredOperation } from "@/lib/field/store";
import { useFormats } from "@/lib/i18n/client";
import { useOperationName } from "./operation-name";
import { useVisitName } from "./use-visit-name";

type LineProps = { icon: ReactNode; title: ReactNode; facts: (string | null)[]; children?: ReactNode };

export function Line({ icon, title, facts, children }: LineProps) {
  return (
    <li className="grid gap-2 rounded-card edge bg-surface p-3">
      <div className="flex min-h-10 items-start gap-3">
        <span aria-hidden className="pt-0.5 text-text-2 [&>svg]:size-6 [&>svg]:stroke-[1.75]">
          {icon}
        </span>
        <div className="min-w-0 flex-1">
          <p className="text-18 [overflow-wrap:anywhere]">{title}</p>
          <p className="text-14 text-text-2">{facts.filter(Boolean).join(" · ")}</p>
        </div>
      </div>
      {children}
    </li>
  );
}

/** One thing the person did that is on its way. */
export function OperationLine({ row }: { row: StoredOperation }) {
  const t = useTranslations("field-app.sync");
  const formats = useFormats();
  const nameOf = useOperationName();
  const visit = useVisitName(row.visit_id);
  const since = t("since", { time: formats.dayTime(row.queued_at) });
  return (
    <Line
      icon={row.state === "sending" ? <LoaderCircle /> : <Pencil />}
      title={nameOf(row.op.kind, row.op.payload)}
      facts={[visit, since, row.attempts > 0 ? t("attempts", { count: row.attempts }) : null]}
    />
  );
}

const KB = 1000;

export function useSize(): (bytes: number) => string {
  const formats = useFormats();
  return (bytes) =>
    bytes < KB * KB
      ? `${formats.number(Math.max(1, Math.round(bytes / KB)))} kB`
      : `${formats.number(Math.round(bytes / KB / 100) / 10)} MB`;
}

/** A picture or document, with how far it got; a refused one with its reason. */
export function FileLine({ file }: { file: StoredFile }) {
  const t = useTranslations("field-app.sync");
  const formats = useFormats();
  const size = useSize();
  const progress = useProgress(file.file_id);
  const visit = useVisitName(file.visit_id);
  const isHere = useLive(
    async (store) => (await store.blobs.get(file.file_id)) !== undefined,
    [file.file_id],
  );
  const isStuck = file.state === "parked";
  return (
    <Line
      icon={<File />}
      title={file.name}
      facts={[visit, size(file.size_bytes), t("since", { time: formats.dayTime(file.queued_at) })]}
    >
      {progress === null ? null : (
        <progress
          value={progress}
          max={1}
          aria-label={t("progress", { name: file.name })}
          className="h-2 w-full accent-accent"
        />
      )}
      {isStuck ? <p className="text-16">{isHere === false ? t("fileGone") : t("fileRefused")}</p> : null}
      {isStuck && isHere ? (
        <Button
          icon={<RotateCw aria-hidden />}
          className="h-auto min-h-14 text-16 whitespace-normal"
          onClick={() => void sendFileAgain(file.file_id)}
        >
          {t("sendAgain")}
        </Button>
      ) : null}
    </Line>
  );
}
