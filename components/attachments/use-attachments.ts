"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { usePollMs } from "@/components/shared/live";
import { attachmentKeys, fetchAttachments, removeAttachment } from "@/lib/attachments/client";
import type { Attachment, AttachmentFilters } from "@/lib/attachments/schema";

/** While the worker looks at a file, which takes seconds. */
const WAITING_MS = 1_500;
const isWaited = ({ file }: Attachment) => file.state === "pending" || file.state === "uploaded";

/** Files of one record, latest first. */
export function useAttachments(of: AttachmentFilters) {
  const pollMs = usePollMs();
  const query = useInfiniteQuery({
    queryKey: attachmentKeys.list(of),
    queryFn: ({ pageParam, signal }) => fetchAttachments(of, { cursor: pageParam, limit: 24, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some(isWaited)) ? WAITING_MS : pollMs,
  });
  return { ...query, attachments: query.data?.pages.flatMap((page) => page.data) };
}

export function useRemoveAttachment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Attachment) => removeAttachment(id, version),
    onSettled: () => client.invalidateQueries({ queryKey: attachmentKeys.all }),
  });
}
