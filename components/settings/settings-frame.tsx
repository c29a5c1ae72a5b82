"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { PageFrame } from "@/components/shared/page-frame";
import { cn } from "@/lib/cn";
import { LeaveGuard } from "@/components/shared/leave-guard";
import { SettingsNav } from "./settings-nav";
import type { SettingsPageId } from "./settings-pages";

type SettingsFrameProps = {
  page: SettingsPageId;
  /** Who may see this page and who may change it. */
  about: string;
  actions?: ReactNode;
  count?: ReactNode;
  /** Lists take the whole width, forms stay narrow enough to read. */
  isWide?: boolean;
  children: ReactNode;
};

export function SettingsFrame({ page, about, actions, count, isWide, children }: SettingsFrameProps) {
  const t = useTranslations("settings");
  return (
    <LeaveGuard>
      <PageFrame title={t(`page.${page}`)} count={count} actions={actions}>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-10">
          <SettingsNav current={page} />
          <div className={cn("grid content-start gap-6", !isWide && "max-w-[35rem]")}>
            <p className="text-text-2">{about}</p>
            {children}
          </div>
        </div>
      </PageFrame>
    </LeaveGuard>
  );
}
