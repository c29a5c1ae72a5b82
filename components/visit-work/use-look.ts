"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { verifySignature } from "@/lib/signatures/client";
import type { Signature } from "@/lib/signatures/schema";
import { visitWorkKeys } from "@/lib/visit-work/client";

/** Says for the office that somebody has looked at a signature. */
export function useLook({ id, booking_id }: Signature) {
  const t = useTranslations("visit-work.signature");
  const client = useQueryClient();
  const refuse = useRefusal();
  return useMutation({
    mutationFn: () => verifySignature(booking_id, id),
    onSuccess: () => client.invalidateQueries({ queryKey: visitWorkKeys.record(booking_id) }),
    onError: (error) => refuse(t("notLooked"), error),
  });
}
