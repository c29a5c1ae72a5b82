"use client";

import { CalendarPlus, Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";

type CustomerActionsProps = { onEdit?: () => void; onDelete?: () => void; onPlan?: () => void };

/** Edit, plan, and the rest behind one button; `E` and `.` do the same. */
export function CustomerActions({ onEdit, onDelete, onPlan }: CustomerActionsProps) {
  const t = useTranslations("customers");
  const bookings = useTranslations("bookings");
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
  return (
    <>
      {onEdit ? (
        <Button icon={<Pencil aria-hidden />} onClick={onEdit}>
          {t("page.edit")}
        </Button>
      ) : null}
      {onPlan ? (
        <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={onPlan}>
          {bookings("new")}
        </Button>
      ) : null}
      <Menu
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <IconButton label={t("page.actions")} keys=".">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
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
