"use client";

import { Copy, Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { addressLine } from "@/components/shared/address";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Property } from "@/lib/properties/schema";

type PropertyActionsProps = { property: Property; onEdit?: () => void; onDelete?: () => void };

/** Edit, and the rest behind one button; `E` and `.` do the same. */
export function PropertyActions({ property, onEdit, onDelete }: PropertyActionsProps) {
  const t = useTranslations("properties");
  const toast = useToast();
  const [isOpen, setIsOpen] = useState(false);
  useActionKeys(() => setIsOpen(true), onEdit);
  const copy = async (text: string, done: string) => {
    await navigator.clipboard.writeText(text);
    toast.show({ title: done, tone: "success" });
  };
  return (
    <>
      {onEdit ? (
        <Button icon={<Pencil aria-hidden />} onClick={onEdit}>
          {t("page.edit")}
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
        <MenuItem
          icon={<Copy aria-hidden />}
          onSelect={() => void copy(addressLine(property.address), t("page.addressCopied"))}
        >
          {t("page.copyAddress")}
        </MenuItem>
        <MenuItem
          icon={<Link2 aria-hidden />}
          onSelect={() => void copy(window.location.href.split("?")[0] ?? "", t("page.linkCopied"))}
        >
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

function useActionKeys(open: () => void, edit?: () => void) {
  const t = useTranslations("properties");
  const group = t("title");
  useShortcuts([
    ...(edit ? [{ keys: "e", label: t("page.edit"), group, run: edit }] : []),
    { keys: ".", label: t("page.actions"), group, run: open },
  ]);
}
