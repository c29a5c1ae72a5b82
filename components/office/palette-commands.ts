"use client";

import {
  ArrowRight,
  Building2,
  CalendarPlus,
  Contrast,
  Keyboard,
  Languages,
  LogOut,
  Plus,
  Rows3,
  UserPlus,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { DENSITIES, setDensity, setTheme, THEMES } from "@/components/shared/display";
import { useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { useOpenRecord } from "@/components/shared/record-commands";
import { can } from "@/lib/auth/rules";
import { LOCALES } from "@/lib/i18n/locales";
import { useSettingsPlaces } from "./installation";
import { useMemberships } from "./memberships";
import { navigationFor } from "./nav";
import { useSwitch } from "./organization-menu";
import { useLanguage } from "./use-language";
import { useSignOut } from "./use-sign-out";

export type Command = {
  id: string;
  label: string;
  /** Second line or context: the address of a hit, the group a setting belongs to. */
  detail?: string | null;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
};
export type CommandGroup = { id: string; label: string; items: Command[] };

/** Everything the palette can do besides finding: do, create, go to, switch, help. What one may not do is absent. */
export function useCommands(onHelp: () => void): CommandGroup[] {
  const t = useTranslations("office.palette");
  const open = useOpenRecord();
  const create = useCreateCommands();
  const goTo = useGoToCommands();
  const change = useSwitchCommands();
  const signOut = useSignOut();
  return [
    {
      id: "do",
      label: t("do", { title: open?.title ?? "" }),
      items: (open?.commands ?? []).map((command) => ({ ...command, id: `do-${command.id}` })),
    },
    { id: "create", label: t("create"), items: create },
    { id: "goTo", label: t("goTo"), items: goTo },
    { id: "switch", label: t("switch"), items: change },
    {
      id: "help",
      label: t("help"),
      items: [
        { id: "keys", label: t("allKeys"), icon: Keyboard, keys: "?", run: onHelp },
        { id: "signOut", label: t("signOut"), icon: LogOut, run: signOut },
      ],
    },
  ].filter(({ items }) => items.length > 0);
}

function useGo(): (path: string) => () => void {
  const router = useRouter();
  const { organization } = useMember();
  return (path) => () => router.push(`/o/${organization.slug}${path}`);
}

/** Also the keys of every page: `C` and a second one. */
export function useCreateCommands(): Command[] {
  const t = useTranslations("office.palette");
  const member = useMember();
  const go = useGo();
  const offers: (Command & { isAllowed: boolean })[] = [
    {
      id: "newVisit",
      label: t("newVisit"),
      icon: CalendarPlus,
      keys: "c v",
      run: () => openNewVisit(),
      isAllowed: can(member, "create", "bookings"),
    },
    {
      id: "newJob",
      label: t("newJob"),
      icon: Plus,
      keys: "c j",
      run: () => openNewVisit({ mode: "backlog" }),
      isAllowed: can(member, "create", "bookings") && can(member, "create", "jobs"),
    },
    {
      id: "newCustomer",
      label: t("newCustomer"),
      icon: Plus,
      keys: "c c",
      run: go("/customers/new"),
      isAllowed: can(member, "create", "customers"),
    },
    {
      id: "newProperty",
      label: t("newProperty"),
      icon: Plus,
      keys: "c p",
      run: go("/properties/new"),
      isAllowed: can(member, "create", "properties"),
    },
    {
      id: "invite",
      label: t("invite"),
      icon: UserPlus,
      run: go("/settings/members?invite=1"),
      isAllowed: can(member, "create", "invitations"),
    },
  ];
  return offers.filter(({ isAllowed }) => isAllowed);
}

function useGoToCommands(): Command[] {
  const t = useTranslations("office");
  const member = useMember();
  const settings = useSettingsPlaces();
  const go = useGo();
  const pages: Command[] = navigationFor(member.permissions)
    .flatMap(({ entries }) => entries)
    .map((entry) => ({
      id: `page-${entry.id}`,
      label: t(`nav.${entry.id}`),
      icon: entry.icon,
      keys: entry.key ? `g ${entry.key}` : undefined,
      run: go(entry.path),
    }));
  const ones: Command[] = settings.map(({ id, label, path }) => ({
    id: `setting-${id}`,
    label,
    detail: t("nav.settings"),
    icon: ArrowRight,
    run: go(path),
  }));
  return [...pages, ...ones];
}

function useSwitchCommands(): Command[] {
  const t = useTranslations("office.palette");
  const shared = useTranslations("shared");
  const { organization } = useMember();
  const { choose } = useSwitch();
  const [, setLanguage] = useLanguage();
  const others = useMemberships().filter(({ org_id }) => org_id !== organization.id);
  const labelled = (setting: string, value: string) => t("setting", { setting, value });
  return [
    ...others.map(({ org_id, name }) => ({
      id: `org-${org_id}`,
      label: t("toOrganization", { name }),
      icon: Building2,
      run: () => choose(org_id),
    })),
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      label: labelled(shared("theme.label"), shared(`theme.${theme}`)),
      icon: Contrast,
      run: () => setTheme(theme),
    })),
    ...DENSITIES.map((density) => ({
      id: `density-${density}`,
      label: labelled(shared("density.label"), shared(`density.${density}`)),
      icon: Rows3,
      run: () => setDensity(density),
    })),
    ...LOCALES.map((locale) => ({
      id: `language-${locale}`,
      label: labelled(shared("language.label"), shared(`language.${locale}`)),
      icon: Languages,
      run: () => setLanguage(locale),
    })),
  ];
}
