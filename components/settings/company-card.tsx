"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { updateOrganization } from "@/lib/organizations/client";
import { TRADES } from "@/lib/organizations/rules";
import type { Organization } from "@/lib/organizations/schema";
import type { CompanyFields, CompanyWrite } from "./card-schemas";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.companyCard));

const LABELS = { name: "name", legal_name: "legalName", trade: "trade" } as const;
const isLabelled = (field: string): field is keyof typeof LABELS => field in LABELS;

export type OrganizationCardProps = {
  organization: Organization;
  onSaved: (organization: Organization) => void;
};

function useCompanyForm({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings");
  return useCardForm<Organization, CompanyFields, CompanyWrite>({
    name: "organization.company",
    parse,
    record: organization,
    fieldsOf: (record) => ({ name: record.name, legal_name: record.legal_name ?? "", trade: record.trade }),
    send: (version, changes) => updateOrganization(organization.id, version, changes),
    onSaved,
    words: {
      label: (field) => (isLabelled(field) ? t(`organization.${LABELS[field]}`) : field),
      value: (field, value) => {
        const known = field === "trade" ? TRADES.find((each) => each === value) : undefined;
        if (known) return t(`trade.${known}`);
        return typeof value === "string" && value !== "" ? value : null;
      },
    },
  });
}

export function CompanyCard(props: OrganizationCardProps) {
  const t = useTranslations("settings");
  const { state, saves, conflict } = useCompanyForm(props);
  const { values, set, field, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("organization.company")}
        saveLabel={t("organization.saveCompany")}
        state={state}
        saves={saves}
      >
        <Field label={t("organization.name")} hint={t("organization.nameHint")} error={errorOf("name")}>
          <Input {...field("name")} autoComplete="off" />
        </Field>
        <Field
          label={t("organization.legalName")}
          hint={t("organization.legalNameHint")}
          error={errorOf("legal_name")}
        >
          <Input {...field("legal_name")} autoComplete="off" />
        </Field>
        <Field label={t("organization.trade")} error={errorOf("trade")}>
          <Select
            value={values.trade}
            onValueChange={(trade) => set({ trade })}
            options={TRADES.map((value) => ({ value, label: t(`trade.${value}`) }))}
          />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
