"use client";

import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { replyToFeedback } from "@/lib/feedback/client";
import type { Feedback } from "@/lib/feedback/schema";
import { useFeedbackRefresh } from "./use-feedback-writes";
import { useCustomerName } from "./use-name";

const replyForm = z.strictObject({ body: z.string().trim().min(1).max(2_000) });
type ReplyForm = z.input<typeof replyForm>;

/** The company's answer, which the customer reads on his page. What is typed survives a reload. */
export function ReplyForm({ feedback, onClose }: { feedback: Feedback; onClose: () => void }) {
  const t = useTranslations("feedback");
  const { user, organization } = useMember();
  const refresh = useFeedbackRefresh();
  const name = useCustomerName(feedback);
  const state = useRecordForm<ReplyForm, ReplyForm>({
    schema: replyForm,
    values: { body: feedback.reply?.body ?? "" },
    version: feedback.version,
    draftKey: `${organization.id}.${user.id}.reply.${feedback.id}`,
    words: { "body.too_small": t("replyEmpty") },
    save: async ({ body }) => {
      await replyToFeedback(feedback.id, feedback.version, body);
      await refresh();
      onClose();
    },
  });
  return (
    <form noValidate onSubmit={state.submit} className="grid gap-2">
      <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
      <FormProblem error={state.problem} />
      <Field label={t("replyTo", { name })} hint={t("replyHint", { name })} error={state.errorOf("body")}>
        <Textarea
          {...state.form.register("body")}
          rows={3}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) state.submit(event);
            if (event.key === "Escape") onClose();
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("back")}</Button>
        <Button type="submit" variant="primary" busy={state.isSaving}>
          {t("sendReply")}
          <Kbd keys="mod+enter" className="max-sm:hidden pointer-coarse:hidden" />
        </Button>
      </div>
    </form>
  );
}
