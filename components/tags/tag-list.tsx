"use client";

import { useQuery } from "@tanstack/react-query";
import { Tags } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ColorDot } from "@/components/shared/color-choice";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchTags, tagKeys } from "@/lib/tags/client";
import { ALL_TAGS, tagFeature } from "./tag-feature";

const TagSheet = lazyShown(() => import("./tag-sheet").then((form) => form.TagSheet));

export function TagList() {
  const t = useTranslations("tags");
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: tagKeys.list(ALL_TAGS),
    queryFn: ({ signal }) => fetchTags(ALL_TAGS, { limit: 200, signal }),
  });
  const rows = data?.data.toSorted((one, other) => formats.compare(one.name, other.name));
  return (
    <>
      <RecordList
        feature={tagFeature}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        before={(row) => <ColorDot color={row.color} />}
        columns={[]}
        meta={() => null}
        empty={{ icon: <Tags aria-hidden />, text: t("empty"), action: t("add"), reader: t("emptyReader") }}
      />
      <RecordSheets feature={tagFeature} rows={rows}>
        {(record, onClose) => <TagSheet tag={record} onClose={onClose} />}
      </RecordSheets>
    </>
  );
}
