"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

type EmptyProps = {
  icon?: ReactNode;
  /** One sentence: what belongs here. */
  children: ReactNode;
  /** The button that makes the first one; absent where the reader may not. */
  action?: ReactNode;
};

export function Empty({ icon, children, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-4 px-6 py-16 text-center">
      {icon ? (
        <span className="flex size-10 items-center justify-center rounded-card edge text-text-3 [&>svg]:size-5 [&>svg]:stroke-[1.75]">
          {icon}
        </span>
      ) : null}
      <p className="text-balance text-text-2">{children}</p>
      {action}
    </div>
  );
}

/** Something is there, the filters hide it: another text than Empty, with the way back. */
export function NoMatch({ query, onClear }: { query?: string; onClear: () => void }) {
  const t = useTranslations("shared");
  return (
    <Empty action={<Button onClick={onClear}>{t("filters.clear")}</Button>}>
      {query ? t("filters.noMatchFor", { query }) : t("filters.noMatch")}
    </Empty>
  );
}
