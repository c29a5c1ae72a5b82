"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { Facts } from "@/components/shared/facts";
import { useCan } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { Field } from "@/components/ui/field";
import { settingKeys, updateSettings } from "@/lib/settings/client";
import { PORTAL_LIMITS } from "@/lib/settings/rules";
import type { Settings } from "@/lib/settings/schema";
import type { ChangeNotice } from "./card-schemas";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard, SettingsPanel } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.changeNoticeCard));
const { least, most } = PORTAL_LIMITS.change_notice_h;

/** How long before his visit a customer may still move or cancel it himself. */
export function ChangeNoticeCard({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.customerLinks.change");
  const mayChange = useCan()("update", "settings");
  if (mayChange) return <NoticeForm settings={settings} />;
  const value = `${settings.portal.change_notice_h} ${t("unit")}`;
  return (
    <SettingsPanel title={t("title")}>
      <Facts facts={[{ label: t("name"), value }]} />
    </SettingsPanel>
  );
}

function NoticeForm({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.customerLinks.change");
  const client = useQueryClient();
  const range = t("range", { least, most });
  const { state, saves, conflict } = useCardForm<Settings, ChangeNotice, ChangeNotice>({
    name: "customer-links.change",
    parse,
    record: settings,
    fieldsOf: ({ portal: { change_notice_h } }) => ({ change_notice_h }),
    send: (version, changed) => updateSettings(version, { portal: changed }),
    onSaved: (saved) => client.setQueryData(settingKeys.all, saved),
    words: { label: () => t("name"), value: (_name, value) => `${String(value)} ${t("unit")}` },
    sentences: {
      "change_notice_h:too_small": range,
      "change_notice_h:too_big": range,
      "change_notice_h:invalid": range,
    },
  });
  return (
    <>
      <SettingsCard title={t("title")} saveLabel={t("save")} state={state} saves={saves}>
        <Field label={t("name")} hint={`${t("hint")} ${range}`} error={state.errorOf("change_notice_h")}>
          <NumberInput
            {...state.field("change_notice_h", toNumber)}
            unit={t("unit")}
            min={least}
            max={most}
            step={1}
          />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
