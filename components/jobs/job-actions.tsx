"use client";

import { CalendarPlus, Ellipsis, Link2, Pause, Pencil, Play, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { useRecordCommands } from "@/components/shared/record-commands";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { isJobOver, jobStepsFrom } from "@/lib/jobs/rules";
import type { Job } from "@/lib/jobs/schema";

export type JobStep = "on_hold" | "cancelled" | "new";

type JobActionsProps = {
  job: Job;
  onEdit: () => void;
  onStep: (to: JobStep) => void;
  onDelete: () => void;
};

/** Plan the next visit, and the rest behind one button; each with its key, all of them in the palette. */
export function JobActions(props: JobActionsProps) {
  const { job, onEdit } = props;
  const t = useTranslations("jobs");
  const may = useCan();
  const [isOpen, setIsOpen] = useState(false);
  const mayPlan = may("create", "bookings") && !isJobOver(job.status);
  const mayEdit = may("update", "jobs");
  const plan = () => openNewVisit({ job_id: job.id });
  const group = t("record", { number: job.number });
  useShortcuts([
    ...(mayPlan ? [{ keys: "n", label: t("planNext"), group, run: plan }] : []),
    ...(mayEdit ? [{ keys: "e", label: t("page.edit"), group, run: onEdit }] : []),
    { keys: ".", label: t("page.actions"), group, run: () => setIsOpen(true) },
  ]);
  useRecordCommands(group, [
    ...(mayPlan ? [{ id: "plan", label: t("planNext"), icon: CalendarPlus, keys: "n", run: plan }] : []),
    ...(mayEdit ? [{ id: "edit", label: t("page.edit"), icon: Pencil, keys: "e", run: onEdit }] : []),
  ]);
  return (
    <>
      {mayEdit ? (
        <Button icon={<Pencil aria-hidden />} iconOnPhone onClick={onEdit}>
          {t("page.edit")}
        </Button>
      ) : null}
      {mayPlan ? (
        <Button variant="primary" icon={<CalendarPlus aria-hidden />} iconOnPhone onClick={plan}>
          {t("planNext")}
        </Button>
      ) : null}
      <JobMenu {...props} isOpen={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}

const STEP_ICONS = { on_hold: Pause, new: Play, cancelled: X };

type JobMenuProps = JobActionsProps & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

function JobMenu({ job, onStep, onDelete, isOpen, onOpenChange }: JobMenuProps) {
  const t = useTranslations("jobs");
  const toast = useToast();
  const may = useCan();
  const steps = may("update", "jobs")
    ? jobStepsFrom(job.status).flatMap(({ to }) => (to in STEP_ICONS ? [to as JobStep] : []))
    : [];
  const mayDelete = may("delete", "jobs") && job.visits.total === 0;
  const copyLink = async () => {
    await navigator.clipboard.writeText(window.location.href.split("?")[0] ?? "");
    toast.show({ title: t("page.linkCopied"), tone: "success" });
  };
  return (
    <Menu
      open={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <IconButton label={t("page.actions")} keys=".">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink()}>
        {t("page.copyLink")}
      </MenuItem>
      {steps.length > 0 ? <MenuSeparator /> : null}
      {steps.map((to) => {
        const Icon = STEP_ICONS[to];
        return (
          <MenuItem
            key={to}
            icon={<Icon aria-hidden />}
            danger={to === "cancelled"}
            onSelect={() => onStep(to)}
          >
            {to === "new" ? t("step.new") : t(`step.${to}.menu`)}
          </MenuItem>
        );
      })}
      {mayDelete ? (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onDelete}>
          {t("page.delete")}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
