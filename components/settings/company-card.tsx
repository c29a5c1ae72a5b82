"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { updateOrganization } from "@/lib/organizations/client";
import { organizationUpdate, trade } from "@/lib/organizations/schema";
import type { Organization } from "@/lib/organizations/schema";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const { name, legal_name, trade: tradeField } = organizationUpdate.shape;
const schema = z.strictObject({ name: name.unwrap(), legal_name, trade: tradeField.unwrap() });
type Fields = z.input<typeof schema>;

const LABELS = { name: "name", legal_name: "legalName", trade: "trade" } as const;
const isLabelled = (field: string): field is keyof typeof LABELS => field in LABELS;

export type OrganizationCardProps = {
  organization: Organization;
  onSaved: (organization: Organization) => void;
};

function useCompanyForm({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings");
  return useCardForm<Organization, Fields, z.output<typeof schema>>({
    name: "organization.company",
    schema,
    record: organization,
    fieldsOf: (record) => ({ name: record.name, legal_name: record.legal_name ?? "", trade: record.trade }),
    send: (version, changes) => updateOrganization(organization.id, version, changes),
    onSaved,
    words: {
      label: (field) => (isLabelled(field) ? t(`organization.${LABELS[field]}`) : field),
      value: (field, value) => {
        const known = field === "trade" ? trade.safeParse(value).data : undefined;
        if (known) return t(`trade.${known}`);
        return typeof value === "string" && value !== "" ? value : null;
      },
    },
  });
}

export function CompanyCard(props: OrganizationCardProps) {
  const t = useTranslations("settings");
  const { state, saves, conflict } = useCompanyForm(props);
  const { form, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("organization.company")}
        saveLabel={t("organization.saveCompany")}
        state={state}
        saves={saves}
      >
        <Field label={t("organization.name")} hint={t("organization.nameHint")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Field
          label={t("organization.legalName")}
          hint={t("organization.legalNameHint")}
          error={errorOf("legal_name")}
        >
          <Input {...form.register("legal_name")} autoComplete="off" />
        </Field>
        <Field label={t("organization.trade")} error={errorOf("trade")}>
          <Controller
            control={form.control}
            name="trade"
            render={({ field }) => (
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={trade.options.map((value) => ({ value, label: t(`trade.${value}`) }))}
              />
            )}
          />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
