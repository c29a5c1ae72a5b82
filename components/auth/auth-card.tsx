import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type AuthCardProps = {
  title: ReactNode;
  intro?: ReactNode;
  children: ReactNode;
  /** Below the card: the way to the neighbouring page. */
  foot?: ReactNode;
  /** For rows of several fields. */
  isWide?: boolean;
};

/** One question per page: title, a sentence, the form. */
export function AuthCard({ title, intro, children, foot, isWide }: AuthCardProps) {
  return (
    <div className={cn("mx-auto w-full", isWide ? "max-w-140" : "max-w-110")}>
      <div className="grid gap-5 bg-surface px-5 py-8 sm:rounded-sheet sm:edge sm:p-8">
        <header className="grid gap-1.5">
          <h1 className="text-24 text-balance">{title}</h1>
          {intro ? <p className="text-text-2">{intro}</p> : null}
        </header>
        {children}
      </div>
      {foot ? <p className="px-5 pt-5 text-center text-text-2">{foot}</p> : null}
    </div>
  );
}
