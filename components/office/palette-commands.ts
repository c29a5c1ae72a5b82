"use client";

import {
  ArrowRight,
  Building2,
  Contrast,
  House,
  Keyboard,
  Languages,
  LogOut,
  Plus,
  Rows3,
  UserPlus,
  UserRound,
  Users,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { DENSITIES, setDensity, setTheme, THEMES } from "@/components/shared/display";
import { useMember } from "@/components/shared/member";
import { can } from "@/lib/auth/rules";
import { LOCALES } from "@/lib/i18n/locales";
import type { SearchHit } from "@/lib/search/schema";
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

const KIND_ICONS: Record<SearchHit["kind"], LucideIcon> = {
  customer: Users,
  property: House,
  member: UserRound,
};

/** Address of a hit below `/o/<slug>`. A person's page is the list of members, filtered. */
export function pathOfHit({ kind, id, title }: Pick<SearchHit, "kind" | "id" | "title">): string {
  if (kind === "customer") return `/customers/${id}`;
  if (kind === "property") return `/properties/${id}`;
  return `/settings/members?q=${encodeURIComponent(title)}`;
}

export function iconOfHit(kind: SearchHit["kind"]): LucideIcon {
  return KIND_ICONS[kind];
}

/** Everything the palette can do besides finding: create, go to, switch, help. What one may not do is absent. */
export function useCommands(onHelp: () => void): CommandGroup[] {
  const t = useTranslations("office.palette");
  const create = useCreateCommands();
  const goTo = useGoToCommands();
  const change = useSwitchCommands();
  const signOut = useSignOut();
  return [
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

function useCreateCommands(): Command[] {
  const t = useTranslations("office.palette");
  const member = useMember();
  const go = useGo();
  const commands: Command[] = [];
  if (can(member, "create", "customers"))
    commands.push({
      id: "newCustomer",
      label: t("newCustomer"),
      icon: Plus,
      keys: "c c",
      run: go("/customers/new"),
    });
  if (can(member, "create", "invitations"))
    commands.push({
      id: "invite",
      label: t("invite"),
      icon: UserPlus,
      run: go("/settings/members?invite=1"),
    });
  return commands;
}

function useGoToCommands(): Command[] {
  const t = useTranslations("office");
  const settings = useTranslations("settings");
  const member = useMember();
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
  const names = ["profile", "display", "organization"] as const;
  const ones: Command[] = names.map((name) => ({
    id: `setting-${name}`,
    label: settings(`page.${name}`),
    detail: t("nav.settings"),
    icon: ArrowRight,
    run: go(`/settings/${name}`),
  }));
  if (can(member, "read", "members"))
    ones.push({
      id: "setting-members",
      label: settings("page.members"),
      detail: t("nav.settings"),
      icon: ArrowRight,
      run: go("/settings/members"),
    });
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
