"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { scopeOf } from "@/lib/auth/rules";
import { useCan, useMember } from "@/components/shared/member";
import { createSavedView, savedViewKeys, updateSavedView } from "@/lib/saved-views/client";
import type { SavedView } from "@/lib/saved-views/schema";

type NameDialogProps = {
  /** Null for a new one of what is shown now. */
  view: SavedView | null;
  list: string;
  query: string;
  columns: readonly string[];
  onClose: () => void;
};

export function NameDialog(props: NameDialogProps) {
  const { view, onClose } = props;
  const t = useTranslations("saved-views");
  const shared = useTranslations("shared");
  const state = useNaming(props);
  const mayShare = scopeOf(useMember(), view ? "update" : "create", "saved_views") === "all";
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={view ? t("renameTitle") : t("newTitle")}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={onClose}>{shared("form.back")}</Button>
          <Button variant="primary" busy={state.isSaving} onClick={() => void state.save()}>
            {view ? t("saveName") : t("saveNew")}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void state.save();
        }}
      >
        <FormProblem error={state.problem} />
        <Field label={t("name")} error={state.isMissing ? shared("fields.required") : null}>
          <Input
            autoFocus
            maxLength={60}
            value={state.name}
            onChange={(event) => state.setName(event.target.value)}
          />
        </Field>
        {mayShare ? (
          <Checkbox checked={state.isShared} onCheckedChange={state.setIsShared} hint={t("shareHint")}>
            {t("share")}
          </Checkbox>
        ) : null}
      </form>
    </Dialog>
  );
}

function useNaming({ view, list, query, columns, onClose }: NameDialogProps) {
  const client = useQueryClient();
  const may = useCan();
  const [name, setName] = useState(view?.name ?? "");
  const [isShared, setIsShared] = useState(view?.is_shared ?? false);
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    const text = name.trim();
    setIsMissing(text === "");
    if (text === "" || isSaving || !may(view ? "update" : "create", "saved_views")) return;
    setIsSaving(true);
    setProblem(null);
    try {
      if (view) await updateSavedView(view.id, view.version, { name: text, is_shared: isShared });
      else await createSavedView({ list, name: text, query, columns: [...columns], is_shared: isShared });
      await client.invalidateQueries({ queryKey: savedViewKeys.all });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return { name, setName, isShared, setIsShared, isMissing, problem, isSaving, save };
}
