"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { RetentionDays } from "./card-schemas";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { useSettled } from "@/components/shared/use-settled";
import { Field } from "@/components/ui/field";
import { fetchRetention, retentionKeys } from "@/lib/retention/client";
import type { RetentionKind } from "@/lib/retention/schema";
import { settingKeys, updateSettings } from "@/lib/settings/client";
import { RETENTION_LIMITS } from "@/lib/settings/rules";
import type { RetentionName } from "@/lib/settings/rules";
import type { Settings } from "@/lib/settings/schema";
import { KindFacts, useCounted } from "./retention-facts";
import { useKindName } from "./use-retention-names";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.retentionCard));
const NAMES = Object.keys(RETENTION_LIMITS) as RetentionName[];

/** The days that were shortened to something possible: of these one wants to know what they remove. */
function shortened(
  typed: Partial<Record<RetentionName, number | null>>,
  stored: RetentionDays,
): Record<string, number> {
  const wanted = NAMES.flatMap((name) => {
    const days = typed[name];
    const isShorter = days !== null && days !== undefined && days < stored[name];
    return isShorter && days >= RETENTION_LIMITS[name].least ? [[name, days] as const] : [];
  });
  return Object.fromEntries(wanted);
}

/** What a shorter time would remove, asked while somebody types. */
function usePreview(wanted: Record<string, number>): ReadonlyMap<string, number> {
  const settled = JSON.parse(useSettled(JSON.stringify(wanted), 300)) as Record<string, number>;
  const { data } = useQuery({
    queryKey: retentionKeys.preview(settled),
    queryFn: ({ signal }) => fetchRetention(settled, signal),
    enabled: Object.keys(settled).length > 0,
    placeholderData: keepPreviousData,
  });
  const lost = (data?.kinds ?? []).flatMap(({ name, lost: count }) =>
    count !== null && name in wanted ? [[name, count] as const] : [],
  );
  return new Map(lost);
}

function useDaysForm(settings: Settings) {
  const t = useTranslations("retention");
  const nameOf = useKindName();
  const client = useQueryClient();
  const range = (name: RetentionName) => t("range", RETENTION_LIMITS[name]);
  const refusals = NAMES.flatMap((name) =>
    ["too_small", "too_big", "invalid"].map((code) => [`${name}:${code}`, range(name)]),
  );
  return {
    range,
    ...useCardForm<Settings, RetentionDays, RetentionDays>({
      name: "retention",
      parse,
      record: settings,
      fieldsOf: ({ retention }) => ({ ...retention }),
      send: (version, changed) => updateSettings(version, { retention: changed }),
      onSaved: (saved) => {
        client.setQueryData(settingKeys.all, saved);
        void client.invalidateQueries({ queryKey: retentionKeys.all });
      },
      words: { label: nameOf, value: (_name, value) => t("days", { count: Number(value) }) },
      sentences: Object.fromEntries(refusals) as Record<string, string>,
    }),
  };
}

export function RetentionForm({ settings, kinds }: { settings: Settings; kinds: RetentionKind[] }) {
  const t = useTranslations("retention");
  const nameOf = useKindName();
  const counted = useCounted();
  const { state, saves, conflict, range } = useDaysForm(settings);
  const preview = usePreview(shortened(state.values, settings.retention));
  const total = [...preview.values()].reduce((sum, count) => sum + count, 0);
  return (
    <>
      <SettingsCard title={t("title")} saveLabel={t("save")} state={state} saves={saves}>
        {NAMES.map((name) => {
          const kind = kinds.find((each) => each.name === name);
          const lost = preview.get(name);
          return (
            <div key={name} className="grid gap-2">
              <Field
                label={nameOf(name)}
                hint={`${t(`hint.${name}`)} ${range(name)} ${t("default", { count: kind?.default ?? settings.retention[name] })}`}
                error={state.errorOf(name)}
              >
                <NumberInput
                  {...state.field(name, toNumber)}
                  unit={t("unit")}
                  min={RETENTION_LIMITS[name].least}
                  max={RETENTION_LIMITS[name].most}
                  step={1}
                />
              </Field>
              {lost ? (
                <p className="text-13 text-warning">
                  {t(kind?.is_archived ? "lostToArchive" : "lost", { count: counted(lost) })}
                </p>
              ) : null}
              {kind ? <KindFacts kind={kind} /> : null}
            </div>
          );
        })}
        {total > 0 ? (
          <p role="status" className="font-medium">
            {t("total", { count: counted(total) })}
          </p>
        ) : null}
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
