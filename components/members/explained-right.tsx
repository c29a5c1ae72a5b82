"use client";

import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import type { Explanation, RightSource } from "@/lib/permissions/schema";
import { FEATURES } from "@/lib/auth/rules";
import { useRightWords } from "./role-names";

/** Yes or no in a sentence, and the chain behind it: role, own roles, grants, with who and until when. */
export function ExplainedRight({ explanation }: { explanation: Explanation }) {
  const t = useTranslations("roles.ask");
  const formats = useFormats();
  const words = useRightWords();
  const { scope, decided_by, sources, user } = explanation;
  const parts = { name: user.name ?? "", right: words(explanation) };
  const end = decided_by?.expires_at;
  const date = end ? formats.dayTime(end) : "";
  const sentence = (() => {
    if (scope === null) return end ? t("noUntil", { ...parts, date }) : t("no", parts);
    if (end) return t("yesUntil", { ...parts, date });
    return scope === "own" ? t("yesOwn", parts) : t("yes", parts);
  })();
  return (
    <div aria-live="polite" className="grid gap-1 rounded-card edge bg-surface px-3 py-2 text-13">
      <p className={cn("font-medium", scope === null ? "text-danger" : "text-success")}>{sentence}</p>
      <ol aria-label={t("chain")} className="flex flex-wrap items-center gap-x-1.5 text-text-2">
        {sources.map((source, index) => (
          <li key={source.id ?? source.kind} className="flex items-center gap-1.5">
            {index > 0 ? <span aria-hidden>›</span> : null}
            <Source source={source} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Source({ source }: { source: RightSource }) {
  const t = useTranslations("roles.ask");
  const roles = useTranslations("members.role");
  const parts = useTranslations("settings.modules");
  const partName = (name = "") => {
    const feature = FEATURES.find((each) => each === name);
    return feature ? parts(`${feature}.name`) : name;
  };
  const formats = useFormats();
  const scope = t(`scope.${source.scope ?? "none"}`);
  if (source.kind === "role" && source.role) {
    const role = roles(source.role);
    return <span>{source.counts ? t("role", { role, scope }) : t("replaced", { role })}</span>;
  }
  if (source.kind === "feature")
    return <span className="font-medium text-text">{t("feature", { name: partName(source.name) })}</span>;
  if (source.kind === "custom_role") return <span>{t("role", { role: source.name ?? "", scope })}</span>;
  const details = [
    source.kind === "deny" ? t("deny") : t("grant", { scope }),
    source.granted_by?.name ? t("by", { name: source.granted_by.name }) : null,
    source.expires_at
      ? t(source.counts ? "until" : "ended", { date: formats.dayTime(source.expires_at) })
      : null,
  ];
  return (
    <span title={source.reason} className={source.counts ? "font-medium text-text" : "line-through"}>
      {details.filter(Boolean).join(", ")}
    </span>
  );
}
