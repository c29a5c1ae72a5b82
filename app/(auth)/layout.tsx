import type { ReactNode } from "react";
import { AuthFoot } from "@/components/auth/auth-foot";
import { Logo } from "@/components/shared/logo";
import { WithProviders } from "@/components/shared/with-providers";
import { Words } from "@/lib/i18n/client";
import { pickMessages } from "@/lib/i18n/messages";
import { getLocale } from "@/lib/i18n/server";

const ROOMS = ["shared", "auth", "closings", "onboarding", "members", "settings"] as const;

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  return (
    <WithProviders>
      <Words locale={locale} messages={pickMessages(locale, ROOMS)}>
        <div className="flex min-h-dvh flex-col max-sm:bg-surface">
          <header className="flex justify-center px-5 pt-8 pb-2 sm:pt-[10dvh] sm:pb-6">
            <Logo />
          </header>
          <main className="w-full flex-1">{children}</main>
          <AuthFoot locale={locale} />
        </div>
      </Words>
    </WithProviders>
  );
}
