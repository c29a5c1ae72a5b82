"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useSettled } from "@/components/shared/use-settled";
import { previewTemplate, templateKeys } from "@/lib/templates/client";
import type { TemplatePreview as Words } from "@/lib/templates/schema";

/** Between two keys, not at each. */
const PAUSE_MS = 400;

/** The mail as it would arrive, about a true visit: what is too long or missing shows here and not at a customer's. */
export function TemplatePreview({ words }: { words: Words }) {
  const t = useTranslations("templates");
  const settled = useSettled(JSON.stringify(words), PAUSE_MS);
  const body = JSON.parse(settled) as Words;
  const { data, isError } = useQuery({
    queryKey: templateKeys.preview(body),
    queryFn: ({ signal }) => previewTemplate(body, signal),
    placeholderData: keepPreviousData,
    enabled: body.subject.trim() !== "" && body.body.trim() !== "",
    retry: false,
    gcTime: 0,
  });
  if (isError) return <p className="text-13 text-danger">{t("previewError")}</p>;
  if (!data) return <SkeletonLines lines={8} />;
  return (
    <figure className="grid gap-2">
      <figcaption className="text-13 text-text-3">
        {data.number ? t("preview", { number: data.number }) : t("previewOfNobody")}
      </figcaption>
      <p className="break-words">
        <span className="text-13 text-text-3">{t("previewSubject")}: </span>
        <span className="font-medium">{data.subject}</span>
      </p>
      {/* A mail is a page of its own: no script, no way out of its frame. */}
      <iframe
        title={t("previewOfNobody")}
        srcDoc={data.html}
        sandbox=""
        referrerPolicy="no-referrer"
        className="h-[34rem] w-full rounded-card edge bg-[#fff]"
      />
    </figure>
  );
}
