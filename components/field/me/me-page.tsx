"use client";

import { useTranslations } from "use-intl/react";
import { Avatar } from "@/components/ui/avatar";
import type { Account } from "@/lib/field/registry";
import { useFieldSettings } from "@/lib/field/use-visits";
import { FieldPage } from "../shell/page";
import { Display } from "./display";
import { Installation } from "./installation";
import { Organizations } from "./organizations";
import { SignOut } from "./sign-out";
import { Storage } from "./storage";

/** Who works on this phone, in which company, and how the phone shows and keeps it. */
export function MePage({ account }: { account: Account }) {
  const t = useTranslations("field-app.me");
  const settings = useFieldSettings();
  const name = settings?.me.name ?? account.user_name ?? "";
  const organization = settings?.organization.name ?? account.org_name ?? "";
  return (
    <FieldPage title={t("title")}>
      <div className="grid gap-8 px-4">
        <div className="flex min-h-16 items-center gap-4">
          <Avatar id={account.user_id} name={name} />
          <div className="min-w-0">
            <p className="text-20 [overflow-wrap:anywhere]">{name}</p>
            <p className="text-16 [overflow-wrap:anywhere] text-text-2">{organization}</p>
          </div>
        </div>
        <Organizations account={account} />
        <Display />
        <Installation />
        <Storage />
        <SignOut account={account} />
      </div>
    </FieldPage>
  );
}
