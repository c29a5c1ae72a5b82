"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { FileImage } from "@/components/shared/file-image";
import { attachmentKeys, fetchAttachments } from "@/lib/attachments/client";

/** While the worker looks at a file, which takes seconds. */
const WAITING_MS = 1_500;

/** What the customer has shown of it; nothing where he has not. */
export function RequestFiles({ requestId }: { requestId: string }) {
  const t = useTranslations("booking-requests.panel");
  const of = { booking_request_id: requestId };
  const { data } = useQuery({
    queryKey: [...attachmentKeys.list(of), "panel"],
    queryFn: ({ signal }) => fetchAttachments(of, { limit: 24, signal }),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ file }) => file.state === "uploaded") ? WAITING_MS : false,
  });
  if (!data || data.data.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2" aria-label={t("files")}>
      {data.data.map(({ id, file, caption }) => (
        <li key={id}>
          <FileImage file={file} alt={caption ?? file.name} />
        </li>
      ))}
    </ul>
  );
}
