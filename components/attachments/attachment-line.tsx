"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FileImage } from "@/components/shared/file-image";
import { useCan, useMember } from "@/components/shared/member";
import { FormProblem } from "@/components/shared/error-card";
import { IconButton } from "@/components/ui/icon-button";
import { scopeOf } from "@/lib/auth/rules";
import type { Attachment } from "@/lib/attachments/schema";
import { useFormats } from "@/lib/i18n/client";
import { useRemoveAttachment } from "./use-attachments";

const KB = 1024;
const MB = KB * KB;

/** One file: its picture, its name, who added it, and away with it for who may. */
export function AttachmentLine({ attachment }: { attachment: Attachment }) {
  const t = useTranslations("attachments");
  const formats = useFormats();
  const may = useCan();
  const viewer = useMember();
  const { user } = viewer;
  const remove = useRemoveAttachment();
  const { file, author, caption } = attachment;
  const isMine = author?.id === user.id;
  const mayRemove =
    may("delete", "attachments") && (isMine || scopeOf(viewer, "delete", "attachments") === "all");
  const size =
    file.size_bytes >= MB
      ? t("megabytes", { size: Math.round((file.size_bytes / MB) * 10) / 10 })
      : t("kilobytes", { size: Math.max(1, Math.round(file.size_bytes / KB)) });
  return (
    <li className="flex items-center gap-3">
      <FileImage file={file} alt={caption ?? file.name} className="size-16" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{caption ?? file.name}</p>
        <p className="truncate text-13 text-text-2">
          {[author?.name, formats.day(attachment.created_at), size].filter(Boolean).join(" · ")}
        </p>
        <FormProblem error={remove.error} />
      </div>
      {mayRemove ? (
        <IconButton
          label={t("remove", { name: file.name })}
          disabled={remove.isPending}
          onClick={() => remove.mutate(attachment)}
        >
          <Trash2 aria-hidden />
        </IconButton>
      ) : null}
    </li>
  );
}
