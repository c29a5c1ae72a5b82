"use client";

import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { updateOrganization } from "@/lib/organizations/client";
import { organizationUpdate } from "@/lib/organizations/schema";
import type { Organization } from "@/lib/organizations/schema";
import type { OrganizationCardProps } from "./company-card";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const { phone, email, address } = organizationUpdate.shape;
const schema = z.strictObject({ phone, email, address });
type Fields = z.input<typeof schema>;

const isField = (field: string): field is keyof Fields => field in schema.shape;

/** What stands under the company's name on a paper. */
export function ContactCard({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings");
  const formatPhone = usePhoneFormat();
  const { state, saves, conflict } = useCardForm<Organization, Fields, z.output<typeof schema>>({
    name: "branding.contact",
    schema,
    record: organization,
    fieldsOf: (record) => ({
      phone: record.phone ? formatPhone(record.phone, record.country) : "",
      email: record.email ?? "",
      address: record.address ?? "",
    }),
    send: (version, changes) => updateOrganization(organization.id, version, changes),
    onSaved,
    words: {
      label: (field) => (isField(field) ? t(`branding.${field}`) : field),
      value: (_, value) => (typeof value === "string" && value !== "" ? value : null),
    },
  });
  const { form, errorOf } = state;
  return (
    <>
      <SettingsCard
        title={t("branding.contact")}
        saveLabel={t("branding.saveContact")}
        state={state}
        saves={saves}
      >
        <Field label={t("branding.phone")} hint={t("branding.phoneHint")} error={errorOf("phone")}>
          <Input {...form.register("phone")} type="tel" inputMode="tel" autoComplete="off" />
        </Field>
        <Field label={t("branding.email")} error={errorOf("email")}>
          <Input {...form.register("email")} type="email" inputMode="email" autoComplete="off" />
        </Field>
        <Field label={t("branding.address")} hint={t("branding.addressHint")} error={errorOf("address")}>
          <Textarea {...form.register("address")} rows={3} autoComplete="off" />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}
