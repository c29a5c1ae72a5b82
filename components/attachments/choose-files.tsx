"use client";

import { Paperclip } from "lucide-react";
import { useState } from "react";
import type { DragEvent, ReactNode, RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { FILE_TYPES } from "@/lib/files/rules";

/** Windows names Excel's type for a CSV, so its ending is named as well. */
const ACCEPTED = [...FILE_TYPES, ".csv"].join(",");

type AddFilesProps = { input: RefObject<HTMLInputElement | null>; onFiles: (files: File[]) => void };

export function AddFiles({ input, onFiles }: AddFilesProps) {
  const t = useTranslations("attachments");
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={<Paperclip aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t("add")}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={t("add")}
        onChange={(event) => {
          const { files } = event.target;
          // The list is the field's own: emptying the field, so that the same file can be chosen again, empties it.
          if (files) onFiles([...files]);
          event.target.value = "";
        }}
      />
    </>
  );
}

type DropAreaProps = { onFiles: ((files: File[]) => void) | null; children: ReactNode };

/** A second way for who has a mouse; the button does the same. */
export function DropArea({ onFiles, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const mark = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  const drop = (event: DragEvent) => {
    mark(false)(event);
    onFiles?.([...event.dataTransfer.files]);
  };
  const area = onFiles ? { onDragOver: mark(true), onDragLeave: mark(false), onDrop: drop } : {};
  return (
    <div
      {...area}
      className={cn("grid gap-3 rounded-control", isOver && "outline-2 outline-accent outline-dashed")}
    >
      {children}
    </div>
  );
}
