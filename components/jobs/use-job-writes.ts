"use client";

import { useTranslations } from "use-intl/react";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { jobKeys, removeJob, restoreJob, updateJob } from "@/lib/jobs/client";
import type { Job, JobUpdate } from "@/lib/jobs/schema";

export function useJobWrites(id: string) {
  const t = useTranslations("jobs");
  return useRecordWrites<Job, JobUpdate>(id, {
    keys: jobKeys,
    update: updateJob,
    remove: removeJob,
    restore: restoreJob,
    words: {
      deleted: (job) => t("page.deleted", { number: job.number }),
      restored: (job) => t("page.restored", { number: job.number }),
      notSaved: t("notSaved"),
      notDeleted: (job) => t("notDeleted", { number: job.number }),
      notRestored: (job) => t("notRestored", { number: job.number }),
    },
  });
}
