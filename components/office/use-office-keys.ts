"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { undoLast } from "@/components/shared/undo-toast";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { setKeyOwner } from "@/components/ui/key-map";
import { navigationFor } from "./nav";
import { useCreateCommands } from "./palette-commands";

type OfficeKeys = { search: () => void; help: () => void; toggleSidebar: () => void };

/** Keys of every office page. A page's own are added by its components. */
export function useOfficeKeys({ search, help, toggleSidebar }: OfficeKeys): void {
  const t = useTranslations("office");
  const keys = useTranslations("office.keys");
  const router = useRouter();
  const member = useMember();
  useEffect(() => setKeyOwner(member.user.id), [member.user.id]);
  const base = `/o/${member.organization.slug}`;
  const everywhere = keys("everywhere");
  const goTo = navigationFor(member.permissions)
    .flatMap(({ entries }) => entries)
    .flatMap(({ id, key, path }) =>
      key
        ? {
            keys: `g ${key}`,
            label: t(`nav.${id}`),
            group: keys("goTo"),
            run: () => router.push(base + path),
          }
        : [],
    );
  const create = useCreateCommands().flatMap(({ keys: chord, label, run }) =>
    chord ? { keys: chord, label, group: keys("create"), run } : [],
  );
  useShortcuts([
    { keys: "mod+k", label: t("search"), group: everywhere, run: search, inFields: true },
    { keys: "?", label: keys("help"), group: everywhere, run: help },
    { keys: "[", label: keys("sidebar"), group: everywhere, run: toggleSidebar },
    { keys: "mod+z", label: keys("undo"), group: everywhere, run: () => void undoLast() },
    ...goTo,
    ...create,
  ]);
}
