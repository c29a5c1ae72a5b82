"use client";

import { Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { useShortcuts } from "./use-shortcuts";

type RecordActionsProps = {
  /** Whose words name the actions: each kind of record says them in its own. */
  of: "customers" | "properties" | "resources";
  onEdit?: () => void;
  onDelete?: () => void;
  /** The one step this page is for, after Edit. */
  primary?: ReactNode;
  /** Items of its own, before the link. */
  children?: ReactNode;
};

/** Edit, and the rest behind one button; `E` and `.` do the same. */
export function RecordActions({ of, onEdit, onDelete, primary, children }: RecordActionsProps) {
  const t = useTranslations(of);
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  const group = t("title");
  useShortcuts([
    ...(onEdit ? [{ keys: "e", label: t("page.edit"), group, run: onEdit }] : []),
    { keys: ".", label: t("page.actions"), group, run: () => setIsOpen(true) },
  ]);
  const copyLink = async () => {
    await navigator.clipboard.writeText(window.location.href.split("?")[0] ?? "");
    toast.show({ title: t("page.linkCopied"), tone: "success" });
  };
  const actions = (
    <IconButton label={t("page.actions")} keys=".">
      <Ellipsis aria-hidden />
    </IconButton>
  );
  return (
    <>
      {onEdit ? (
        <Button icon={<Pencil aria-hidden />} onClick={onEdit}>
          {t("page.edit")}
        </Button>
      ) : null}
      {primary}
      <Menu open={isOpen} onOpenChange={setIsOpen} trigger={actions}>
        {children}
        <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink()}>
          {t("page.copyLink")}
        </MenuItem>
        {onDelete ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onDelete}>
              {t("page.delete")}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </>
  );
}
