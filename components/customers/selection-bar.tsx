"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, Trash2, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal } from "@/components/shared/use-record-writes";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toast";
import { customerKeys, removeCustomer, restoreCustomer } from "@/lib/customers/client";
import type { Customer, CustomerRow } from "@/lib/customers/schema";
import { useOpenWork } from "./use-open-work";

type Outcome = { done: Customer[]; failure: unknown };

/** One after the other, so that a refusal is about one customer and the rest still happens. */
async function removeAll(rows: readonly CustomerRow[]): Promise<Outcome> {
  const done: Customer[] = [];
  let failure: unknown = null;
  for (const row of rows) {
    try {
      done.push(await removeCustomer(row.id, row.version));
    } catch (error) {
      failure = error;
    }
  }
  return { done, failure };
}

function useRemoveAll(onClear: () => void) {
  const t = useTranslations("customers");
  const client = useQueryClient();
  const offerUndo = useUndo();
  const refuse = useRefusal();
  const openWork = useOpenWork();
  const refresh = () => client.invalidateQueries({ queryKey: customerKeys.all });
  const undo = async (gone: Customer[]) => {
    try {
      for (const customer of gone) await restoreCustomer(customer.id);
    } catch (error) {
      refuse(t("selection.notRestored"), error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: removeAll,
    onSuccess: ({ done, failure }, rows) => {
      onClear();
      if (failure) {
        const title = t("selection.partlyDeleted", { done: done.length, count: rows.length });
        refuse(title, failure, openWork(failure));
      }
      if (done.length > 0)
        offerUndo({ title: t("selection.deleted", { count: done.length }), undo: () => void undo(done) });
    },
    onSettled: refresh,
  });
}

/** What can be done with the chosen rows, at the bottom, where it covers nothing that is being read. */
export function SelectionBar({ rows, onClear }: { rows: readonly CustomerRow[]; onClear: () => void }) {
  const t = useTranslations("customers");
  const toast = useToast();
  const may = useCan();
  const remove = useRemoveAll(onClear);
  if (rows.length === 0) return null;
  const emails = [...new Set(rows.flatMap((row) => (row.email ? [row.email] : [])))];
  const deletable = rows.filter((row) => row.deleted_at === null);
  const copyEmails = async () => {
    await navigator.clipboard.writeText(emails.join(", "));
    toast.show({ title: t("selection.copiedEmails", { count: emails.length }), tone: "success" });
  };
  return (
    <div
      role="toolbar"
      aria-label={t("selection.count", { count: rows.length })}
      className="fixed bottom-4 left-1/2 z-30 flex max-w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear items-center gap-1 rounded-card edge bg-raised p-1.5 shadow-dialog"
    >
      <span className="px-2 font-medium whitespace-nowrap tabular-nums">
        {t("selection.count", { count: rows.length })}
      </span>
      <Button
        variant="ghost"
        icon={<Copy aria-hidden />}
        disabled={emails.length === 0}
        onClick={() => void copyEmails()}
      >
        {emails.length === 0 ? t("selection.noEmails") : t("selection.copyEmails")}
      </Button>
      {may("delete", "customers") && deletable.length > 0 ? (
        <Button
          variant="ghost"
          icon={<Trash2 aria-hidden />}
          busy={remove.isPending}
          onClick={() => remove.mutate(deletable)}
        >
          {t("selection.delete", { count: deletable.length })}
        </Button>
      ) : null}
      <IconButton label={t("selection.clear")} onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
