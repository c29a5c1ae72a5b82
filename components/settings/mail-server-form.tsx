"use client";

import { useTranslations } from "use-intl/react";
import { PasswordField } from "@/components/shared/password-field";
import { When } from "@/components/shared/when";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { portFor, securitiesFor } from "@/lib/mail-servers/rules";
import type { MailServer } from "@/lib/mail-servers/schema";
import { NumberInput, toNumber } from "./number-input";
import { SettingsCard } from "./settings-card";
import type { useMailServerForm } from "./use-mail-server-form";

type Form = ReturnType<typeof useMailServerForm>;
type PartProps = { mailServer: MailServer; state: Form["state"] };

export function MailServerForm({ mailServer, form }: { mailServer: MailServer; form: Form }) {
  const t = useTranslations("mail-servers");
  const { state, saves, password } = form;
  return (
    <SettingsCard title={t("server")} saveLabel={t("save")} state={state} saves={saves}>
      <PlaceFields mailServer={mailServer} state={state} />
      <LoginFields mailServer={mailServer} state={state} password={password} />
      <SenderFields mailServer={mailServer} state={state} />
    </SettingsCard>
  );
}

function PlaceFields({ mailServer, state: { values, set, field, errorOf } }: PartProps) {
  const t = useTranslations("mail-servers");
  return (
    <>
      <Field label={t("host")} hint={t("hostHint")} error={errorOf("host")}>
        <Input {...field("host")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_9rem]">
        <Field label={t("security")} error={errorOf("security")}>
          <Select
            options={securitiesFor(mailServer).map((security) => ({
              value: security,
              label: t(`securities.${security}`),
            }))}
            value={values.security}
            onValueChange={(security) => set({ security, port: portFor(security, values.port) })}
          />
        </Field>
        <Field label={t("port")} error={errorOf("port")}>
          <NumberInput {...field("port", toNumber)} unit="" min={1} max={65_535} step={1} />
        </Field>
      </div>
    </>
  );
}

function LoginFields({
  mailServer,
  state: { field, errorOf },
  password,
}: PartProps & { password: Form["password"] }) {
  const t = useTranslations("mail-servers");
  const since = mailServer.password_set_at;
  return (
    <>
      <Field label={t("username")} hint={t("usernameHint")} error={errorOf("username")}>
        <Input {...field("username")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <PasswordField
        {...password}
        label={t("password")}
        autoComplete="new-password"
        hint={since ? t("passwordKept") : t("passwordHint")}
      />
      {since ? (
        <p className="text-13 text-text-2">{t.rich("passwordSet", { time: () => <When at={since} /> })}</p>
      ) : null}
    </>
  );
}

function SenderFields({ state: { field, errorOf } }: PartProps) {
  const t = useTranslations("mail-servers");
  return (
    <>
      <Field label={t("fromAddress")} hint={t("fromAddressHint")} error={errorOf("from_address")}>
        <Input {...field("from_address")} type="email" autoComplete="off" />
      </Field>
      <Field label={t("fromName")} hint={t("fromNameHint")} error={errorOf("from_name")}>
        <Input {...field("from_name")} autoComplete="off" />
      </Field>
    </>
  );
}
