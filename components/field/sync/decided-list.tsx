"use client";

import { Gavel } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useDecided } from "@/lib/field/decided";
import { useFormats } from "@/lib/i18n/client";
import type { JournalEntry } from "@/lib/sync-journal/schema";
import { useOperationName } from "./operation-name";
import { Line } from "./waiting-line";

/** Who at the office decided what of one's own work, and why. */
export function DecidedList() {
  const t = useTranslations("field-app.decided");
  const decided = useDecided();
  if (decided.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h2 className="text-16 font-semibold text-text-2">{t("title", { count: decided.length })}</h2>
      <ul className="grid gap-2">
        {decided.map((entry) => (
          <Decision key={entry.op_id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Decision({ entry }: { entry: JournalEntry }) {
  const t = useTranslations("field-app.decided");
  const formats = useFormats();
  const nameOf = useOperationName();
  const { booking, decision, decided_by: by, decided_at: at, decision_reason: reason } = entry;
  const visit = booking ? `${booking.number}, ${booking.customer_name}` : null;
  return (
    <Line
      icon={<Gavel />}
      title={nameOf(entry.kind, entry.payload)}
      facts={[visit, at ? formats.dayTime(at) : null]}
    >
      <p className="text-16">{t(decision ?? "take_office", { name: by?.name ?? t("office") })}</p>
      {reason ? <p className="text-16 [overflow-wrap:anywhere] text-text-2">“{reason}”</p> : null}
    </Line>
  );
}
