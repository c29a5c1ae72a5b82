"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { PasswordField } from "@/components/shared/password-field";
import { When } from "@/components/shared/when";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { portFor } from "@/lib/mail-servers/rules";
import { mailSecurities } from "@/lib/mail-servers/schema";
import type { MailServer } from "@/lib/mail-servers/schema";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard } from "./settings-card";
import { useMailServerForm } from "./use-mail-server-form";

type FormProps = { mailServer: MailServer };
type PartProps = FormProps & { state: ReturnType<typeof useMailServerForm>["state"] };

export function MailServerForm({ mailServer }: FormProps) {
  const t = useTranslations("mail-servers");
  const { state, saves } = useMailServerForm(mailServer);
  return (
    <SettingsCard title={t("server")} saveLabel={t("save")} state={state} saves={saves}>
      <PlaceFields mailServer={mailServer} state={state} />
      <LoginFields mailServer={mailServer} state={state} />
      <SenderFields mailServer={mailServer} state={state} />
    </SettingsCard>
  );
}

function PlaceFields({ mailServer, state: { form, errorOf } }: PartProps) {
  const t = useTranslations("mail-servers");
  const options = mailSecurities
    .filter((security) => security !== "plain" || mailServer.is_plain_possible)
    .map((security) => ({ value: security, label: t(`securities.${security}`) }));
  return (
    <>
      <Field label={t("host")} hint={t("hostHint")} error={errorOf("host")}>
        <Input {...form.register("host")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <Controller
          control={form.control}
          name="security"
          render={({ field }) => (
            <Field label={t("security")} error={errorOf("security")}>
              <Select
                options={options}
                value={field.value}
                onValueChange={(security) => {
                  field.onChange(security);
                  form.setValue("port", portFor(security, form.getValues("port")), { shouldDirty: true });
                }}
              />
            </Field>
          )}
        />
        <Field label={t("port")} error={errorOf("port")}>
          <NumberInput
            {...form.register("port", { setValueAs: toNumber })}
            unit=""
            min={1}
            max={65_535}
            step={1}
          />
        </Field>
      </div>
    </>
  );
}

function LoginFields({ mailServer, state: { form, errorOf } }: PartProps) {
  const t = useTranslations("mail-servers");
  const since = mailServer.password_set_at;
  return (
    <>
      <Field label={t("username")} hint={t("usernameHint")} error={errorOf("username")}>
        <Input {...form.register("username")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <Controller
        control={form.control}
        name="password"
        render={({ field }) => (
          <PasswordField
            label={t("password")}
            value={field.value}
            onChange={field.onChange}
            autoComplete="new-password"
            hint={since ? t("passwordKept") : t("passwordHint")}
            error={errorOf("password")}
          />
        )}
      />
      {since ? (
        <p className="text-13 text-text-2">{t.rich("passwordSet", { time: () => <When at={since} /> })}</p>
      ) : null}
    </>
  );
}

function SenderFields({ state: { form, errorOf } }: PartProps) {
  const t = useTranslations("mail-servers");
  return (
    <>
      <Field label={t("fromAddress")} hint={t("fromAddressHint")} error={errorOf("from_address")}>
        <Input {...form.register("from_address")} type="email" autoComplete="off" />
      </Field>
      <Field label={t("fromName")} hint={t("fromNameHint")} error={errorOf("from_name")}>
        <Input {...form.register("from_name")} autoComplete="off" />
      </Field>
    </>
  );
}
