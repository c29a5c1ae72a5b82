"use client";

import { Search } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { InputWith } from "@/components/ui/input";
import { settingsPages } from "./settings-pages";
import type { SettingsPageId } from "./settings-pages";

/** What a page holds, for the search: nobody knows under which name we filed his password. */
function useContents(): (id: SettingsPageId) => string {
  const t = useTranslations("settings");
  const contents: Record<SettingsPageId, string> = {
    profile: [t("profile.name"), t("profile.phone"), t("profile.password"), t("profile.region")].join(" "),
    sessions: t("page.sessionsContents"),
    display: [t("display.theme"), t("display.density"), t("display.language"), t("display.keys")].join(" "),
    organization: [
      t("organization.legalName"),
      t("organization.trade"),
      t("organization.place"),
      t("organization.address"),
    ].join(" "),
    branding: t("page.brandingContents"),
    hours: t("page.hoursContents"),
    scheduling: t("page.schedulingContents"),
    zones: t("page.zonesContents"),
    "online-booking": t("page.online-bookingContents"),
    "customer-links": t("page.customer-linksContents"),
    "service-types": t("page.service-typesContents"),
    checklists: t("page.checklistsContents"),
    skills: t("page.skillsContents"),
    tags: t("page.tagsContents"),
    "custom-fields": t("page.custom-fieldsContents"),
    templates: t("page.templatesContents"),
    "mail-server": t("page.mail-serverContents"),
    modules: t("page.modulesContents"),
    members: t("page.membersContents"),
    departments: t("page.departmentsContents"),
    exports: t("page.exportsContents"),
    roles: t("page.rolesContents"),
    retention: t("page.retentionContents"),
    close: "organization",
    privacy: t("page.privacyContents"),
  };
  return (id) => `${t(`page.${id}`)} ${contents[id]}`.toLowerCase();
}

export function SettingsNav({ current }: { current: SettingsPageId }) {
  const t = useTranslations("settings");
  const member = useMember();
  const [query, setQuery] = useState("");
  const contentsOf = useContents();
  const strip = useCurrentInView(current);
  const wanted = query.trim().toLowerCase();
  const groups = settingsPages(member)
    .map((group) => ({
      ...group,
      entries: group.entries.filter(({ id }) => contentsOf(id).includes(wanted)),
    }))
    .filter(({ entries }) => entries.length > 0);
  return (
    <nav aria-label={t("title")} className="lg:sticky lg:top-[calc(var(--header)+1.5rem)] lg:self-start">
      <InputWith
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        aria-label={t("search")}
        placeholder={t("search")}
        before={<Search aria-hidden strokeWidth={1.75} />}
        className="mb-4 max-lg:hidden"
      />
      {groups.length === 0 ? <p className="px-2 text-13 text-text-3">{t("noMatch")}</p> : null}
      <div
        ref={strip}
        className="relative flex gap-1 max-lg:-mx-4 max-lg:overflow-x-auto max-lg:px-4 max-lg:pb-2 lg:flex-col lg:gap-5"
      >
        {groups.map((group) => (
          <section key={group.id} className="max-lg:contents">
            <h2 className="px-2 pb-1 text-12 text-text-3 max-lg:hidden">{t(`group.${group.id}`)}</h2>
            <ul className="max-lg:contents">
              {group.entries.map((entry) => (
                <NavLink key={entry.id} id={entry.id} icon={entry.icon} isCurrent={entry.id === current} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}

/** On a narrow screen the pages stand in a row that scrolls: the one that is open stands in its middle. */
function useCurrentInView(current: SettingsPageId) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const link = strip.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (!strip.current || !link) return;
    strip.current.scrollLeft = link.offsetLeft - (strip.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return strip;
}

type NavLinkProps = { id: SettingsPageId; icon: LucideIcon; isCurrent: boolean };

function NavLink({ id, icon: Icon, isCurrent }: NavLinkProps) {
  const t = useTranslations("settings");
  const { slug } = useMember().organization;
  return (
    <li className="shrink-0">
      <Link
        href={`/o/${slug}/settings/${id}`}
        aria-current={isCurrent ? "page" : undefined}
        className="flex min-h-8 items-center gap-2.5 rounded-control px-2 text-text-2 focus-inset hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text pointer-coarse:min-h-12"
      >
        <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        {t(`page.${id}`)}
      </Link>
    </li>
  );
}
