"use client";

import { useQueryClient } from "@tanstack/react-query";
import { MessageSquare, Phone, StickyNote } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useCan, useMember } from "@/components/shared/member";
import { usePlainForm } from "@/components/shared/use-plain-form";
import type { Parsed } from "@/components/shared/use-plain-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { Segmented } from "@/components/ui/segmented";
import { Textarea } from "@/components/ui/textarea";
import { activityKeys, createActivity } from "@/lib/activities/client";
import { ACTIVITY_KINDS, LINE_KINDS, MESSAGE_MAX, NOTE_MAX } from "@/lib/activities/rules";
import type { ActivityFilters, LineKind } from "@/lib/activities/schema";
import type { Recipient } from "./message-preview";
import { useMessageSent } from "./use-message-sent";

const MessagePreview = lazyShown(() => import("./message-preview").then((part) => part.MessagePreview));

type NoteForm = { kind: LineKind; body: string };

/** As the server has it; said here before anything is sent. */
function parse(values: NoteForm): Parsed<NoteForm> {
  const { length } = values.body.trim();
  if (length === 0) return { codes: { body: "required" } };
  const most = values.kind === "message" ? MESSAGE_MAX : NOTE_MAX;
  return length > most ? { codes: { body: "too_big" } } : { values };
}

const ICONS = {
  note: <StickyNote aria-hidden />,
  call: <Phone aria-hidden />,
  message: <MessageSquare aria-hidden />,
};

/** Without a customer who can be written to there are notes and calls only. */
type NoteComposerProps = { of: ActivityFilters; customer?: Recipient };

/** One place to write. What is typed survives a reload; once written it stays, and a correction is another note. */
export function NoteComposer({ of, customer }: NoteComposerProps) {
  const t = useTranslations("activities");
  const kinds = useKinds(customer);
  const name = customer?.name ?? "";
  const state = useNoteForm(of, name);
  const { attach, values } = state;
  const { kind, body } = values;
  const isMessage = kind === "message" && customer !== undefined;
  return (
    <form ref={attach} noValidate onSubmit={state.submit} className="grid gap-2">
      <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
      <FormProblem error={state.problem} />
      <Field label={t("write")} hideLabel error={state.errorOf("body")}>
        <Textarea
          {...state.field("body")}
          rows={2}
          placeholder={t(`placeholder.${kind}`, { name })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) state.submit(event);
          }}
        />
      </Field>
      {isMessage ? <MessagePreview customer={customer} body={body} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segmented
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`), icon: ICONS[value] }))}
          value={kind}
          onValueChange={(value: LineKind) => state.set({ kind: value })}
          aria-label={t("kind.label")}
        />
        <Button type="submit" variant={isMessage ? "primary" : undefined} busy={state.isSaving}>
          {t(`save.${kind}`, { name })}
          <Kbd keys="mod+enter" className="max-sm:hidden pointer-coarse:hidden" />
        </Button>
      </div>
    </form>
  );
}

/** What leaves the house needs the right to send; notes need none. */
function useKinds(customer: Recipient | undefined): readonly LineKind[] {
  const maySend = useCan()("create", "notifications");
  return customer && maySend ? LINE_KINDS : ACTIVITY_KINDS;
}

function useNoteForm(of: ActivityFilters, name: string) {
  const client = useQueryClient();
  const { user, organization } = useMember();
  const onSent = useMessageSent(name);
  const target = Object.values(of).find(Boolean) ?? "";
  const empty: NoteForm = { kind: "note", body: "" };
  const state = usePlainForm<NoteForm>({
    values: empty,
    draftKey: `${organization.id}.${user.id}.note.${target}`,
    parse,
    save: async (values) => {
      const made = await createActivity({ ...of, ...values });
      state.reset({ ...empty, kind: values.kind });
      if (made.notification_id) onSent(made.notification_id);
      await client.invalidateQueries({ queryKey: activityKeys.all });
    },
  });
  return state;
}
