"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { Connection } from "./use-portal";

/** Said as soon as the page may be old, with the time of what it shows. */
export function ConnectionStrip({ connection, timeZone }: { connection: Connection; timeZone: string }) {
  const t = useTranslations("portal.connection");
  const formats = useFormats();
  const { lostAt, knownAt, isClosed } = connection;
  return (
    <div
      role="status"
      className={lostAt === null ? "sr-only" : "mb-4 rounded-card bg-warning-tint px-4 py-3 text-text"}
    >
      {lostAt === null
        ? ""
        : isClosed
          ? t("closed")
          : t("lost", {
              since: formats.time(lostAt, timeZone),
              known: formats.time(knownAt, timeZone),
            })}
    </div>
  );
}
