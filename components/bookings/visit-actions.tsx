"use client";

import { CalendarClock, Ellipsis, Link2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { RecordCommand } from "@/components/shared/record-commands";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Booking } from "@/lib/bookings/schema";
import type { useVisitActions } from "./use-visit-actions";

type VisitActionsProps = { visit: Booking; actions: ReturnType<typeof useVisitActions> };

/** Reschedule, and the rest behind one button; each with its key. */
export function VisitActions({ visit, actions }: VisitActionsProps) {
  const t = useTranslations("bookings");
  const [isOpen, setIsOpen] = useState(false);
  const copyLink = useCopyLink();
  const { reschedule, assign, backlog, tell, cancel } = actions;
  const group = t("record", { number: visit.number });
  const keyed = [reschedule, assign, backlog].filter((action) => action !== null);
  useShortcuts([
    ...keyed.map(({ keys = "", label, run }) => ({ keys, label, group, run })),
    { keys: ".", label: t("action.more"), group, run: () => setIsOpen(true) },
  ]);
  const rest = [assign, tell, backlog].filter((action) => action !== null);
  return (
    <>
      {reschedule ? (
        <Button variant="primary" icon={<CalendarClock aria-hidden />} iconOnPhone onClick={reschedule.run}>
          {reschedule.label}
        </Button>
      ) : null}
      <Menu
        open={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <IconButton label={t("action.more")} keys=".">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {rest.map((action) => (
          <ActionItem key={action.id} action={action} />
        ))}
        <MenuItem icon={<Link2 aria-hidden />} onSelect={copyLink}>
          {t("action.copyLink")}
        </MenuItem>
        {cancel ? (
          <>
            <MenuSeparator />
            <ActionItem action={cancel} isDanger />
          </>
        ) : null}
      </Menu>
    </>
  );
}

function ActionItem({ action, isDanger }: { action: RecordCommand; isDanger?: boolean }) {
  const { icon: Icon, label, keys, run } = action;
  return (
    <MenuItem icon={<Icon aria-hidden />} keys={keys} danger={isDanger} onSelect={run}>
      {label}
    </MenuItem>
  );
}

function useCopyLink(): () => void {
  const t = useTranslations("bookings.action");
  const toast = useToast();
  return () => {
    void navigator.clipboard
      .writeText(window.location.href.split("?")[0] ?? "")
      .then(() => toast.show({ title: t("linkCopied"), tone: "success" }));
  };
}
