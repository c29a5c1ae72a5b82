"use client";

import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { lazyShown } from "@/components/ui/lazy-overlay";

const KeyList = lazyShown(() => import("./shortcut-keys").then((part) => part.KeyList));

/** `?`: all keys of this page, and the switch that silences the single ones. */
export function ShortcutHelp({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("shared");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("keys.title")} closeLabel={t("close")} size="md">
      {open ? <KeyList /> : null}
    </Dialog>
  );
}
