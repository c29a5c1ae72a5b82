"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, Eraser } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchPersonPreview, privacyKeys } from "@/lib/privacy/client";
import { countsByGroup } from "@/lib/privacy/rules";
import type { PersonPreview } from "@/lib/privacy/schema";
import type { Person } from "./privacy-page";

const EraseDialog = lazyShown(() => import("./erase-dialog").then((part) => part.EraseDialog));
const ExportDialog = lazyShown(() => import("./export-dialog").then((part) => part.ExportDialog));

/** What is held of one person, what would stay, and the two things he may ask for. */
export function PersonCard({ person }: { person: Person }) {
  const t = useTranslations("privacy");
  const { data, error, refetch } = useQuery({
    queryKey: privacyKeys.preview(person.kind, person.id),
    queryFn: ({ signal }) => fetchPersonPreview(person.kind, person.id, signal),
  });
  if (data) return <Held preview={data} />;
  return error ? (
    <ErrorCard title={t("loadError")} error={error} onRetry={() => void refetch()} />
  ) : (
    <SkeletonLines lines={5} />
  );
}

function Held({ preview }: { preview: PersonPreview }) {
  const t = useTranslations("privacy");
  const formats = useFormats();
  const [asked, setAsked] = useState<"export" | "erase" | null>(null);
  const name = preview.person.name ?? t("nameless");
  const close = () => setAsked(null);
  return (
    <Card title={t("held", { name })}>
      <dl className="grid max-w-md grid-cols-[1fr_auto] gap-x-6 gap-y-1">
        {countsByGroup(preview.held).map(({ group, count }) => (
          <div key={group} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-text-2">{t(`group.${group}`)}</dt>
            <dd className="text-end tabular-nums">{formats.number(count)}</dd>
          </div>
        ))}
      </dl>
      {preview.erasure ? (
        <p className="mt-3 text-text-2">
          {t.rich("erasedAt", { time: () => <When at={preview.erasure?.created_at} /> })}
        </p>
      ) : (
        <Stays preview={preview} />
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button icon={<Download aria-hidden />} onClick={() => setAsked("export")}>
          {t("export.open")}
        </Button>
        {preview.erasure ? null : (
          <Button
            variant="danger"
            icon={<Eraser aria-hidden />}
            disabled={preview.planned_visits.length > 0}
            onClick={() => setAsked("erase")}
          >
            {t("erase.open")}
          </Button>
        )}
      </div>
      {asked === "export" ? <ExportDialog preview={preview} name={name} onClose={close} /> : null}
      {asked === "erase" ? <EraseDialog preview={preview} name={name} onClose={close} /> : null}
    </Card>
  );
}

/** What stands in the way, and what would be left with the reason why. */
function Stays({ preview }: { preview: PersonPreview }) {
  const t = useTranslations("privacy");
  const { slug } = useMember().organization;
  const { planned_visits: visits, signed_reports: reports } = preview;
  return (
    <div className="mt-3 grid gap-1 text-13 text-text-2">
      {visits.length > 0 ? (
        <p className="text-danger">
          {t("planned")}{" "}
          {visits.map((visit, index) => (
            <span key={visit.id}>
              {index > 0 ? ", " : null}
              <a className="underline" href={`/o/${slug}/bookings/${visit.id}`}>
                {visit.number}
              </a>
            </span>
          ))}
        </p>
      ) : null}
      {reports.count > 0 ? (
        <p>
          {t.rich("reportsStay", {
            count: reports.count,
            time: () => <When at={reports.until} show="day" />,
          })}
        </p>
      ) : null}
      {preview.is_account_kept ? <p>{t("accountStays")}</p> : null}
      <p>{t("figuresStay")}</p>
    </div>
  );
}
