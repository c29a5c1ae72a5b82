"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { useTranslations } from "use-intl/react";
import { ErrorCard, FormProblem } from "@/components/shared/error-card";
import { DraftNote } from "@/components/shared/form-sheet";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { fetchTemplates, templateKeys } from "@/lib/templates/client";
import type { Template, TemplateLocale } from "@/lib/templates/schema";
import { LocaleLinks } from "./locale-links";
import { TemplatePreview } from "./template-preview";
import { useTemplateForm } from "./use-template-form";
import { VariableChips } from "./variable-chips";

type TemplateEditorProps = { event: Template["event"]; locale: TemplateLocale };

/** The words of one message in one language, beside the mail they make. */
export function TemplateEditor({ event, locale }: TemplateEditorProps) {
  const t = useTranslations("templates");
  const { data, error, refetch } = useQuery({
    queryKey: templateKeys.list(),
    queryFn: ({ signal }) => fetchTemplates(signal),
  });
  const template = data?.data.find((row) => row.event === event && row.locale === locale);
  if (template)
    return (
      <>
        <LocaleLinks event={event} locale={locale} />
        <Editor key={template.id} template={template} />
      </>
    );
  return error ? (
    <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />
  ) : (
    <SkeletonLines lines={10} />
  );
}

function Editor({ template }: { template: Template }) {
  const t = useTranslations("templates");
  const mayChange = useCan()("update", "templates");
  const { state, reset } = useTemplateForm(template);
  const last = useRef<"subject" | "body">("body");
  const { event, locale } = template;
  const { attach, values } = state;
  const { subject, body, is_active } = values;
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <form
        ref={attach}
        noValidate
        onSubmit={state.submit}
        aria-label={t("words")}
        className="grid content-start gap-4 rounded-card edge bg-surface p-4"
      >
        <DraftNote atMs={state.restoredAtMs} onDiscard={state.discardDraft} />
        <FormProblem error={state.problem} />
        {mayChange ? null : <p className="text-text-2">{t("readOnly")}</p>}
        <WordFields state={state} isOff={!mayChange} onField={(field) => (last.current = field)} />
        {mayChange ? (
          <>
            <VariableChips
              variables={template.variables}
              onInsert={(name) => insertAt(state.element(), last.current, name, state.set)}
            />
            <Checkbox
              checked={is_active}
              onCheckedChange={(checked) => state.set({ is_active: checked })}
              hint={t("activeHint")}
            >
              {t("active")}
            </Checkbox>
            <Ends state={state} reset={template.is_shipped ? null : reset} />
          </>
        ) : null}
      </form>
      <TemplatePreview words={{ event, locale, subject, body }} />
    </div>
  );
}

type Form = ReturnType<typeof useTemplateForm>;
type WordFieldsProps = { state: Form["state"]; isOff: boolean; onField: (field: "subject" | "body") => void };

function WordFields({ state: { field, errorOf }, isOff, onField }: WordFieldsProps) {
  const t = useTranslations("templates");
  return (
    <>
      <Field label={t("subject")} error={errorOf("subject")} disabled={isOff}>
        <Input {...field("subject")} autoComplete="off" onFocus={() => onField("subject")} />
      </Field>
      <Field label={t("body")} hint={t("bodyHint")} error={errorOf("body")} disabled={isOff}>
        <Textarea
          {...field("body")}
          rows={12}
          className="max-h-none min-h-72"
          onFocus={() => onField("body")}
        />
      </Field>
    </>
  );
}

/** Save, discard, and back to what was shipped where these are not the shipped words. */
function Ends({ state, reset }: { state: Form["state"]; reset: Form["reset"] | null }) {
  const t = useTranslations("templates");
  return (
    <div className="flex flex-wrap gap-3">
      <Button type="submit" variant="primary" busy={state.isSaving} disabled={!state.isDirty}>
        {t("save")}
      </Button>
      {state.isDirty ? (
        <Button variant="ghost" onClick={state.discardDraft}>
          {t("discard")}
        </Button>
      ) : null}
      {reset ? (
        <Button variant="ghost" busy={reset.isPending} onClick={() => reset.mutate()}>
          {t("reset")}
        </Button>
      ) : null}
    </div>
  );
}

/** Where the cursor was last, replacing what was selected; the cursor then stands behind it. */
function insertAt(
  form: HTMLFormElement | null,
  field: "subject" | "body",
  name: string,
  set: (changes: Partial<Record<"subject" | "body", string>>) => void,
): void {
  const control = form?.elements.namedItem(field);
  if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) return;
  const variable = `{{${name}}}`;
  const from = control.selectionStart ?? control.value.length;
  const to = control.selectionEnd ?? from;
  const value = control.value.slice(0, from) + variable + control.value.slice(to);
  flushSync(() => set({ [field]: value }));
  control.focus();
  control.setSelectionRange(from + variable.length, from + variable.length);
}
