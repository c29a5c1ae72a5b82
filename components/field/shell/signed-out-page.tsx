"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { LogoMark } from "@/components/shared/logo";
import { useOnline } from "@/lib/field/use-sync";
import { OFFICE, SIGN_IN } from "./router";

type PlainPageProps = { title: string; children: ReactNode };

/** A page without bars, for whoever does not work on this phone right now. */
export function PlainPage({ title, children }: PlainPageProps) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-5 px-4 py-8">
      <LogoMark className="size-12" />
      <h1 className="text-24">{title}</h1>
      {children}
    </main>
  );
}

const LINK =
  "flex min-h-16 items-center justify-center rounded-card bg-accent px-4 py-2 text-center text-18 font-semibold text-on-accent";

export function SignedOutPage({ unsent }: { unsent: number }) {
  const t = useTranslations("field-app.signedOut");
  const isOnline = useOnline();
  return (
    <PlainPage title={t("title")}>
      <p>{t("text")}</p>
      {unsent > 0 ? <p className="font-semibold">{t("unsent", { count: unsent })}</p> : null}
      {isOnline ? (
        <a href={SIGN_IN} className={LINK}>
          {t("signIn")}
        </a>
      ) : (
        <p role="status">{t("offline")}</p>
      )}
    </PlainPage>
  );
}

/** Signed in, but a member of nothing yet: the office's pages know what comes next. */
export function NoOrganizationPage() {
  const t = useTranslations("field-app.nowhere");
  return (
    <PlainPage title={t("title")}>
      <p>{t("text")}</p>
      <a href={OFFICE} className={LINK}>
        {t("go")}
      </a>
    </PlainPage>
  );
}
