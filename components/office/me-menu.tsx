"use client";

import { Contrast, Inbox, Languages, LogOut, Rows3, Smartphone, UserRound } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { DENSITIES, setDensity, setTheme, THEMES, useDensity, useTheme } from "@/components/shared/display";
import { useMember } from "@/components/shared/member";
import { useRoleName } from "@/components/shared/role-name";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuChoice, MenuItem, MenuSeparator, Submenu } from "@/components/ui/menu";
import { can } from "@/lib/auth/rules";
import { LOCALES } from "@/lib/i18n/locales";
import { useHasMailbox } from "./installation";
import { RowWords } from "./sidebar-row";
import { useLanguage } from "./use-language";
import { useSignOut } from "./use-sign-out";

export function MeMenu() {
  const t = useTranslations("office");
  const { user } = useMember();
  const role = useRoleName();
  return (
    <Menu
      side="top"
      align="start"
      className="w-64"
      trigger={
        <button
          type="button"
          className="flex h-10 w-full items-center gap-2.5 rounded-control px-1.5 focus-inset hover:bg-hover data-popup-open:bg-hover max-md:h-12 pointer-coarse:h-12"
        >
          <Avatar id={user.id} name={user.name} />
          <RowWords>
            <span className="block truncate text-13 font-medium">{user.name}</span>
            <span className="block truncate text-12 text-text-3">{role}</span>
            <span className="sr-only">{t("me.holds")}</span>
          </RowWords>
        </button>
      }
    >
      <MeItems />
    </Menu>
  );
}

function MeItems() {
  const t = useTranslations("office");
  const viewer = useMember();
  const { organization } = viewer;
  const hasMailbox = useHasMailbox();
  const signOut = useSignOut();
  return (
    <>
      <MenuItem icon={<UserRound aria-hidden />} href={`/o/${organization.slug}/settings/profile`}>
        {t("me.profile")}
      </MenuItem>
      {can(viewer, "create", "sync") ? (
        <MenuItem icon={<Smartphone aria-hidden />} href="/field">
          {t("me.field")}
        </MenuItem>
      ) : null}
      {hasMailbox ? (
        <MenuItem icon={<Inbox aria-hidden />} href="/dev/mailbox">
          {t("me.mailbox")}
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <DisplayMenus />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={signOut}>
        {t("me.signOut")}
      </MenuItem>
    </>
  );
}

function DisplayMenus() {
  const t = useTranslations("shared");
  const theme = useTheme();
  const density = useDensity();
  const [language, setLanguage] = useLanguage();
  return (
    <>
      <Submenu label={t("theme.label")} icon={<Contrast aria-hidden />}>
        <MenuChoice
          value={theme}
          onValueChange={setTheme}
          options={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
      </Submenu>
      <Submenu label={t("density.label")} icon={<Rows3 aria-hidden />}>
        <MenuChoice
          value={density}
          onValueChange={setDensity}
          options={DENSITIES.map((value) => ({ value, label: t(`density.${value}`) }))}
        />
      </Submenu>
      <Submenu label={t("language.label")} icon={<Languages aria-hidden />}>
        <MenuChoice
          value={language}
          onValueChange={setLanguage}
          options={LOCALES.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      </Submenu>
    </>
  );
}
