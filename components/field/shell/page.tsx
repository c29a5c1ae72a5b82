"use client";

import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { BottomBar } from "./bottom-bar";
import { FieldLink } from "./router";
import { SyncPill } from "./sync-pill";

type FieldPageProps = {
  title: string;
  /** Where "up" leads, with its name: "Day". */
  back?: { href: string; label: string };
  /** Above the thumb, in place of the bottom bar. */
  actions?: ReactNode;
  children: ReactNode;
};

/**
 * The frame of a field page: title and sync pill on top, one place for what is pressed next at the bottom. Its content keeps
 * 16 px from the edges itself, so that rows may reach them. With letters so large that a line holds few of them the
 * head scrolls away, or little more than bars would be seen.
 */
export function FieldPage({ title, back, actions, children }: FieldPageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="top-0 z-10 bg-bg pt-[env(safe-area-inset-top)] shadow-hairline [@media(min-width:20em)]:sticky">
        <div className="mx-auto flex w-full max-w-2xl flex-wrap items-center gap-x-3 ps-[max(1rem,env(safe-area-inset-left))] pe-[max(1rem,env(safe-area-inset-right))]">
          {back ? (
            <FieldLink
              href={back.href}
              className="-ms-3 flex min-h-14 items-center gap-1 pe-2 text-16 font-medium text-accent-text"
            >
              <ChevronLeft aria-hidden className="size-6" strokeWidth={1.75} />
              {back.label}
            </FieldLink>
          ) : null}
          <h1 className="min-w-0 flex-1 basis-20 py-3.5 text-20">{title}</h1>
          <SyncPill />
        </div>
      </header>
      <main className="mx-auto w-full max-w-2xl flex-1 ps-[env(safe-area-inset-left)] pe-[env(safe-area-inset-right)] pt-3 pb-4">
        {children}
      </main>
      {actions ? (
        <div className="sticky bottom-0 z-10 edge-t bg-surface p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          <div className="mx-auto grid max-w-2xl gap-2">{actions}</div>
        </div>
      ) : (
        <BottomBar />
      )}
    </div>
  );
}
