import type { ReactNode } from "react";
import { brandShades } from "@/lib/branding/rules";
import type { Locale } from "@/lib/i18n/locales";
import type { PortalFront } from "@/lib/portal/schema";
import { initialOf } from "@/components/shared/initial";
import { brandStyle } from "@/components/shared/brand-style";

type PortalFrameProps = {
  linkId: string;
  front: PortalFront;
  locale: Locale;
  foot: ReactNode;
  children: ReactNode;
};

/** The company's look around a customer's page: its mark above, its language and number below. No navigation. */
export function PortalFrame({ linkId, front, locale, foot, children }: PortalFrameProps) {
  return (
    <div
      lang={locale}
      style={brandStyle(front.brand_color ? brandShades(front.brand_color) : null)}
      className="flex min-h-dvh flex-col bg-bg text-16 text-text"
    >
      <header className="edge-b bg-surface">
        <div className="mx-auto flex min-h-16 w-full max-w-5xl items-center gap-3 px-4 py-3 md:px-6">
          <Mark linkId={linkId} front={front} />
          <p className="min-w-0 font-medium text-balance">{front.name}</p>
        </div>
      </header>
      <main className="mx-auto w-full max-w-5xl flex-1 px-4 py-4 md:px-6 md:py-8">{children}</main>
      <footer className="mx-auto w-full max-w-5xl px-4 pt-2 pb-8 text-14 text-text-2 md:px-6">{foot}</footer>
    </div>
  );
}

function Mark({ linkId, front }: Pick<PortalFrameProps, "linkId" | "front">) {
  if (front.has_logo) {
    return (
      // Its name stands beside it. White behind it, because logos are drawn for paper.
      <img
        src={`/v/${linkId}/files/logo?size=small`}
        alt=""
        className="h-10 max-w-32 shrink-0 rounded-control bg-[#ffffff] object-contain p-1"
      />
    );
  }
  return (
    <span
      aria-hidden
      className="grid size-10 shrink-0 place-items-center rounded-card bg-accent font-semibold text-on-accent"
    >
      {initialOf(front.name)}
    </span>
  );
}
