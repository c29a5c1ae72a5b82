"use client";

import { CalendarPlus, CircleHelp, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";
import { ConnectionDot } from "./connection-dot";
import { MeMenu } from "./me-menu";
import { navigationFor } from "./nav";
import type { NavEntry } from "./nav";
import { OrganizationMenu } from "./organization-menu";
import { Named, RowWords } from "./sidebar-row";
import { useWaiting } from "./use-waiting";
import type { Waiting } from "./use-waiting";

type SidebarProps = { onSearch: () => void; onHelp: () => void; onNavigate?: () => void };

/** Organization, search, the pages, and at the foot connection, help and me. The same in the phone's drawer. */
export function Sidebar({ onSearch, onHelp, onNavigate }: SidebarProps) {
  const t = useTranslations("office");
  const { permissions } = useMember();
  const can = useCan();
  const waiting = useWaiting();
  const plan = () => {
    onNavigate?.();
    openNewVisit();
  };
  return (
    <div className="flex h-full min-h-0 flex-col gap-1 p-2">
      <OrganizationMenu />
      <SidebarButton label={t("search")} keys="mod+k" icon={<Search aria-hidden />} onClick={onSearch} />
      {can("create", "bookings") ? (
        <SidebarButton label={t("newVisit")} keys="c v" icon={<CalendarPlus aria-hidden />} onClick={plan} />
      ) : null}
      <nav aria-label={t("nav.label")} className="mt-2 min-h-0 flex-1 overflow-y-auto">
        {navigationFor(permissions).map(({ id, entries }) => (
          <div key={id} role="group" aria-label={t(`nav.group.${id}`)} className="mb-3">
            <p aria-hidden className="hidden px-2 pb-1 text-12 text-text-3 @min-[10rem]:block">
              {t(`nav.group.${id}`)}
            </p>
            <ul>
              {entries.map((entry) => (
                <li key={entry.id}>
                  <NavLink entry={entry} waiting={waiting[entry.id]} onNavigate={onNavigate} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <ConnectionDot />
      <SidebarButton label={t("help")} keys="?" icon={<CircleHelp aria-hidden />} onClick={onHelp} />
      <MeMenu />
    </div>
  );
}

const rowLook =
  "rounded-control text-text-2 hover:bg-hover hover:text-text focus-inset control-text relative flex h-8 w-full items-center gap-2.5 px-2.5 pointer-coarse:h-12 max-md:h-12 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75]";

type NavLinkProps = { entry: NavEntry; waiting: Waiting | undefined; onNavigate?: () => void };

function NavLink({ entry, waiting, onNavigate }: NavLinkProps) {
  const t = useTranslations("office");
  const { organization } = useMember();
  const pathname = usePathname();
  const base = `/o/${organization.slug}`;
  const isHere = pathname === base + entry.within || pathname.startsWith(`${base}${entry.within}/`);
  const label = t(`nav.${entry.id}`);
  return (
    <Named label={label} keys={entry.key ? `g ${entry.key}` : undefined}>
      <Link
        href={base + entry.path}
        aria-current={isHere ? "page" : undefined}
        onClick={onNavigate}
        className={cn(
          rowLook,
          "aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text",
        )}
      >
        <entry.icon aria-hidden />
        <RowWords>{label}</RowWords>
        {waiting && waiting.count > 0 ? <WaitingBadge {...waiting} /> : null}
      </Link>
    </Named>
  );
}

/** Beside the words a number; where only icons show, a dot at the icon's corner. */
function WaitingBadge({ count, isBroken }: Waiting) {
  const t = useTranslations("office");
  return (
    <>
      <span className="sr-only">{t("nav.waiting", { count })}</span>
      <span
        aria-hidden
        className={cn(
          "ms-auto hidden h-4.5 min-w-4.5 items-center justify-center rounded-full px-1.5 text-11 tabular-nums @min-[10rem]:inline-flex",
          isBroken ? "bg-danger text-on-danger" : "bg-hover text-text-2",
        )}
      >
        {count > 99 ? "99+" : count}
      </span>
      <span
        aria-hidden
        className={cn(
          "absolute end-2 top-1.5 size-2 rounded-full @min-[10rem]:hidden",
          isBroken ? "bg-danger" : "bg-text-3",
        )}
      />
    </>
  );
}

type SidebarButtonProps = { label: string; keys: string; icon: ReactNode; onClick: () => void };

function SidebarButton({ label, keys, icon, onClick }: SidebarButtonProps) {
  return (
    <Named label={label} keys={keys}>
      <button type="button" onClick={onClick} className={rowLook}>
        {icon}
        <RowWords>{label}</RowWords>
        <Kbd keys={keys} className="ms-auto hidden max-md:hidden! @min-[10rem]:inline-flex" />
      </button>
    </Named>
  );
}
