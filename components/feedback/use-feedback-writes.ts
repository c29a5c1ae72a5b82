"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal } from "@/components/shared/use-record-writes";
import { feedbackKeys, updateFeedback } from "@/lib/feedback/client";
import type { Feedback } from "@/lib/feedback/schema";
import { useCustomerName } from "./use-name";

/** Lists and averages, wherever a rating stands. */
export function useFeedbackRefresh() {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: feedbackKeys.all });
    void client.invalidateQueries({ queryKey: ["resources"] });
  };
}

/** Out of sight with a reason, and back: hiding changes the average, so it can be taken back at once. */
export function useModeration(feedback: Feedback) {
  const t = useTranslations("feedback");
  const refresh = useFeedbackRefresh();
  const refuse = useRefusal();
  const offerUndo = useUndo();
  const [isBusy, setBusy] = useState(false);
  const name = useCustomerName(feedback);

  const show = async (version: number) => {
    setBusy(true);
    try {
      await updateFeedback(feedback.id, version, { is_hidden: false });
      await refresh();
    } catch (error) {
      refuse(t("notShown", { name }), error);
    } finally {
      setBusy(false);
    }
  };
  const hide = async (reason: string): Promise<unknown> => {
    setBusy(true);
    try {
      const hidden = await updateFeedback(feedback.id, feedback.version, {
        is_hidden: true,
        flag_reason: reason,
      });
      await refresh();
      offerUndo({ title: t("hiddenToast", { name }), undo: () => void show(hidden.version) });
      return null;
    } catch (error) {
      return error;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, hide, show: () => void show(feedback.version) };
}
