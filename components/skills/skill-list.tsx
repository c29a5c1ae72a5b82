"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchSkills, skillKeys } from "@/lib/skills/client";
import { ALL_SKILLS, skillFeature } from "./skill-feature";

const SkillSheet = lazyShown(() => import("./skill-sheet").then((form) => form.SkillSheet));

export function SkillList() {
  const t = useTranslations("skills");
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: skillKeys.list(ALL_SKILLS),
    queryFn: ({ signal }) => fetchSkills(ALL_SKILLS, { limit: 200, signal }),
  });
  const rows = data?.data.toSorted((one, other) => formats.compare(one.name, other.name));
  return (
    <>
      <RecordList
        feature={skillFeature}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        beside={(row) => (row.requires_certificate ? <Badge>{t("certificateShort")}</Badge> : null)}
        columns={[
          {
            id: "description",
            header: t("descriptionHeader"),
            from: "lg",
            width: "50%",
            cell: (row) => <span className="text-text-2">{row.description}</span>,
          },
        ]}
        meta={(row) => row.description}
        empty={{
          icon: <BadgeCheck aria-hidden />,
          text: t("empty"),
          action: t("add"),
          reader: t("emptyReader"),
        }}
      />
      <RecordSheets feature={skillFeature} rows={rows}>
        {(record, onClose) => <SkillSheet skill={record} onClose={onClose} />}
      </RecordSheets>
    </>
  );
}
