import { useTranslations } from "use-intl/react";
import { RETENTION_LIMITS } from "@/lib/settings/rules";
import type { RetentionName } from "@/lib/settings/rules";

const isKnown = (name: string): name is RetentionName => name in RETENTION_LIMITS;

/** What a kind of record is called; one that a newer server has keeps its own name. */
export function useKindName(): (name: string) => string {
  const t = useTranslations("retention");
  return (name) => (isKnown(name) ? t(`name.${name}`) : name);
}
