"use client";

import { CheckCheck, FileCheck } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useLive } from "@/lib/field/current";
import type { FieldStore, StoredFile, StoredOperation } from "@/lib/field/store";
import { useFormats } from "@/lib/i18n/client";
import { useOperationName } from "./operation-name";
import { useVisitName } from "./use-visit-name";
import { Line, useSize } from "./waiting-line";

async function listSent(store: FieldStore) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const operations = await store.operations
    .where("state")
    .anyOf("done", "acked")
    .filter(
      ({ queued_at, answered_at }) => queued_at >= midnight || Date.parse(answered_at ?? "") >= midnight,
    )
    .reverse()
    .sortBy("seq");
  const files = await store.files
    .where("state")
    .equals("sent")
    .filter(({ sent_at }) => (sent_at ?? 0) >= midnight)
    .sortBy("sent_at");
  return { operations, files: files.reverse() };
}

/** What has arrived today, newest first, with when the office saw it. Folded: nobody needs it, everybody likes it. */
export function SentToday() {
  const t = useTranslations("field-app.sync");
  const sent = useLive(listSent, []);
  const count = (sent?.operations.length ?? 0) + (sent?.files.length ?? 0);
  if (!sent || count === 0) return null;
  return (
    <details className="group">
      <summary className="flex min-h-14 list-none items-center gap-2 text-16 font-semibold text-text-2 focus-inset">
        <span aria-hidden className="group-open:rotate-90">
          ›
        </span>
        {t("sentToday", { count })}
      </summary>
      <ul className="grid gap-2">
        {sent.operations.map((row) => (
          <SentOperation key={row.seq} row={row} />
        ))}
        {sent.files.map((file) => (
          <SentFile key={file.file_id} file={file} />
        ))}
      </ul>
    </details>
  );
}

function SentOperation({ row }: { row: StoredOperation }) {
  const t = useTranslations("field-app.sync");
  const formats = useFormats();
  const nameOf = useOperationName();
  const visit = useVisitName(row.visit_id);
  const seen = row.answered_at ? t("seen", { time: formats.time(row.answered_at) }) : null;
  const ending =
    row.code === "decided"
      ? t("decided")
      : row.code === "forgotten"
        ? t("forgotten")
        : row.result === "merged"
          ? t("merged")
          : null;
  return (
    <Line icon={<CheckCheck />} title={nameOf(row.op.kind, row.op.payload)} facts={[visit, seen, ending]} />
  );
}

function SentFile({ file }: { file: StoredFile }) {
  const t = useTranslations("field-app.sync");
  const formats = useFormats();
  const size = useSize();
  const visit = useVisitName(file.visit_id);
  const seen = file.sent_at ? t("seen", { time: formats.time(file.sent_at) }) : null;
  return <Line icon={<FileCheck />} title={file.name} facts={[visit, size(file.size_bytes), seen]} />;
}
