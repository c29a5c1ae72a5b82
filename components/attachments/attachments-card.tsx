"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import type { AttachmentFilters } from "@/lib/attachments/schema";
import { AttachmentLine } from "./attachment-line";
import { AddFiles, DropArea } from "./choose-files";
import { SendingLine } from "./sending-line";
import { useAttachments } from "./use-attachments";
import { useUploads } from "./use-uploads";

/** Files of one record: chosen by a button or dropped onto the card. */
export function AttachmentsCard({ of }: { of: AttachmentFilters }) {
  const t = useTranslations("attachments");
  const isWriter = useCan()("create", "attachments");
  const input = useRef<HTMLInputElement>(null);
  const { attachments, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAttachments(of);
  const { list, add, retry, dismiss } = useUploads(of);
  const isEmpty = attachments?.length === 0 && list.length === 0 && !error;
  const take = (files: File[]) => void add(files);
  return (
    <Card
      title={t("title")}
      count={attachments?.length}
      action={isWriter ? <AddFiles input={input} onFiles={take} /> : null}
    >
      <DropArea onFiles={isWriter ? take : null}>
        {error ? <ErrorCard title={t("loadError")} error={error} onRetry={() => void refetch()} /> : null}
        {isEmpty ? <p className="text-text-2">{isWriter ? t("empty") : t("none")}</p> : null}
        <ul className="grid gap-2 empty:hidden">
          {list.map((sending) => (
            <SendingLine key={sending.id} sending={sending} onRetry={retry} onDismiss={dismiss} />
          ))}
          {attachments?.map((attachment) => (
            <AttachmentLine key={attachment.id} attachment={attachment} />
          ))}
        </ul>
        {hasNextPage ? (
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        ) : null}
      </DropArea>
    </Card>
  );
}
