"use client";

import type { ReactNode } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

type ConfirmEffectProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question, with the name of who is affected: "Remove Ana Silva?" */
  title: string;
  /** What will happen, in a sentence. */
  effect: ReactNode;
  /** Verb and object: "Remove Ana". */
  confirm: string;
  /** The way out: "Keep Ana". */
  keep: string;
  tone?: "danger" | "primary";
  busy?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
};

/** Asked only when something leaves the house: a message, money, erasure, access. All else is undone instead. */
export function ConfirmEffect(props: ConfirmEffectProps) {
  const {
    open,
    onOpenChange,
    title,
    effect,
    confirm,
    keep,
    tone = "danger",
    busy,
    onConfirm,
    children,
  } = props;
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={effect}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{keep}</Button>
          <Button variant={tone} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </AlertDialog>
  );
}
