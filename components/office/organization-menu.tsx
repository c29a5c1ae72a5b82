"use client";

import { Building2, ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { chooseOrganization } from "@/lib/organizations/client";
import { useMember } from "@/components/shared/member";
import { Avatar } from "@/components/ui/avatar";
import { BusyBar } from "@/components/ui/busy-bar";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { useMemberships } from "./memberships";
import { RowWords } from "./sidebar-row";

/** Which company this window works in; the others one belongs to are one press away. */
export function OrganizationMenu() {
  const t = useTranslations("office");
  const { organization } = useMember();
  const { isSwitching, choose } = useSwitch();
  const memberships = useMemberships();
  const options = memberships.map((membership) => ({
    value: membership.org_id,
    label: membership.name,
    icon: <Avatar id={membership.org_id} name={membership.name} square size="sm" />,
  }));
  return (
    <Menu
      align="start"
      className="w-64"
      trigger={
        <button
          type="button"
          aria-busy={isSwitching || undefined}
          className="relative flex h-10 w-full items-center gap-2.5 overflow-hidden rounded-control px-1.5 focus-inset hover:bg-hover data-popup-open:bg-hover max-md:h-12 pointer-coarse:h-12"
        >
          <Avatar id={organization.id} name={organization.name} square />
          <RowWords>
            <span className="font-semibold">{organization.name}</span>
            <span className="sr-only">{t("organization.chooseAnother")}</span>
          </RowWords>
          <ChevronsUpDown
            aria-hidden
            className="hidden size-4 shrink-0 text-text-3 @min-[10rem]:block"
            strokeWidth={1.75}
          />
          {isSwitching ? <BusyBar /> : null}
        </button>
      }
    >
      <MenuChoice
        label={t("organization.choose")}
        value={organization.id}
        onValueChange={choose}
        options={options}
      />
      <MenuSeparator />
      <MenuItem icon={<Building2 aria-hidden />} href="/onboarding?new=1">
        {t("organization.create")}
      </MenuItem>
    </Menu>
  );
}

/** Switching by id, with the refusal as a toast. Also used by the palette. */
export function useSwitch() {
  const t = useTranslations("office");
  const { organization } = useMember();
  const memberships = useMemberships();
  const toast = useToast();
  const [isSwitching, setIsSwitching] = useState(false);
  const choose = (id: string) => {
    const membership = memberships.find(({ org_id }) => org_id === id);
    if (!membership || id === organization.id || isSwitching) return;
    setIsSwitching(true);
    chooseOrganization(id, organization.id)
      .then(() => window.location.assign("/"))
      .catch(() => {
        setIsSwitching(false);
        toast.show({ title: t("organization.notSwitched", { name: membership.name }), tone: "danger" });
      });
  };
  return { isSwitching, choose };
}
