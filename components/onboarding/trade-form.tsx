"use client";

import { ClipboardCheck, Droplets, Flame, Sparkles, Wrench, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { RadioCards } from "@/components/ui/radio-cards";
import { updateOrganization } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";

type Trade = Organization["trade"];

const TRADES = [
  { value: "hvac", icon: Flame },
  { value: "plumbing", icon: Droplets },
  { value: "electrical", icon: Zap },
  { value: "cleaning", icon: Sparkles },
  { value: "inspection", icon: ClipboardCheck },
  { value: "other", icon: Wrench },
] as const;

type TradeFormProps = { organization: { id: string; version: number; trade: Trade }; onDone: () => void };

export function TradeForm({ organization, onDone }: TradeFormProps) {
  const t = useTranslations("onboarding.trade");
  const trades = useTranslations("settings.trade");
  const [trade, setTrade] = useState<Trade | null>(
    organization.trade === "other" ? null : organization.trade,
  );
  const [isMissing, setIsMissing] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const options = TRADES.map(({ value, icon: Icon }) => ({
    value,
    label: trades(value),
    hint: t(`hint.${value}`),
    icon: <Icon aria-hidden strokeWidth={1.75} />,
  }));

  const save = async () => {
    setIsMissing(trade === null);
    if (trade === null || isSaving) return;
    setIsSaving(true);
    setError(null);
    try {
      if (trade !== organization.trade)
        await updateOrganization(organization.id, organization.version, { trade });
      onDone();
    } catch (refusal) {
      setError(refusal);
      setIsSaving(false);
    }
  };

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormProblem error={error} />
      <RadioCards options={options} value={trade} onValueChange={setTrade} aria-label={t("label")} />
      {isMissing ? (
        <p role="alert" className="text-13 text-danger">
          {t("missing")}
        </p>
      ) : null}
      <Button type="submit" variant="primary" wide busy={isSaving}>
        {t("save")}
      </Button>
    </form>
  );
}
