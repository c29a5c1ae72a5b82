"use client";

import { useRef } from "react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { usePicturePicker } from "@/components/attachments/use-picture-picker";
import type { PictureStep } from "@/components/attachments/use-picture-picker";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { fileAddress } from "@/lib/files/client";
import { fetchResource, resourceKeys, updateResource } from "@/lib/resources/client";
import type { Resource } from "@/lib/resources/schema";

/** The face customers see on the page of their visit. Saved as soon as it was looked at. */
export function ResourcePhoto({ resource, isEditable }: { resource: Resource; isEditable: boolean }) {
  const t = useTranslations("resources.photo");
  const store = useStoreRecord<Resource>(resourceKeys);
  const input = useRef<HTMLInputElement>(null);
  const { id, name, photo_file_id: photo } = resource;
  const { step, isBusy, choose, remove } = usePicturePicker(async (fileId) => {
    // Chosen over whatever else changed in the meantime: nobody typed anything that could be lost.
    const { version } = await fetchResource(id);
    store(await updateResource(id, version, { photo_file_id: fileId }));
  });
  if (!photo && !isEditable) return null;
  return (
    <div className="mb-3 flex items-center gap-4">
      {photo ? (
        <img
          src={fileAddress(photo, "small")}
          alt={t("of", { name })}
          className="size-20 shrink-0 rounded-full edge object-cover"
        />
      ) : (
        <Avatar id={id} name={name} color={resource.color} size="lg" className="size-20 text-20" />
      )}
      {isEditable ? (
        <div className="grid min-w-0 justify-items-start gap-1">
          <div className="flex flex-wrap gap-2">
            <Button size="sm" busy={isBusy} onClick={() => input.current?.click()}>
              {photo ? t("replace") : t("choose")}
            </Button>
            {photo && !isBusy ? (
              <Button size="sm" variant="ghost" onClick={() => void remove()}>
                {t("remove")}
              </Button>
            ) : null}
          </div>
          <News step={step} hint={t("hint")} />
          <Chooser input={input} label={t("choose")} onChoose={(picture) => void choose(picture)} />
        </div>
      ) : null}
    </div>
  );
}

type ChooserProps = {
  input: RefObject<HTMLInputElement | null>;
  label: string;
  onChoose: (picture: File) => void;
};

function Chooser({ input, label, onChoose }: ChooserProps) {
  return (
    <input
      ref={input}
      type="file"
      accept="image/png,image/jpeg,image/webp"
      aria-label={label}
      tabIndex={-1}
      className="sr-only"
      onChange={(event) => {
        const picture = event.target.files?.[0];
        // The same picture may be chosen again after it failed.
        event.target.value = "";
        if (picture) onChoose(picture);
      }}
    />
  );
}

function News({ step, hint }: { step: PictureStep; hint: string }) {
  const t = useTranslations("resources.photo");
  const shared = useTranslations("shared.file.reason");
  if (step.kind === "problem") return <FormProblem error={step.error} />;
  const words =
    step.kind === "idle"
      ? hint
      : step.kind === "sending"
        ? t("sending", { share: step.share })
        : step.kind === "refused"
          ? t("refused", { reason: shared(step.reason) })
          : t(step.kind);
  const isBad = ["refused", "wrongType", "tooLarge", "notSent"].includes(step.kind);
  return (
    <p role={isBad ? "alert" : "status"} className={isBad ? "text-13 text-danger" : "text-13 text-text-3"}>
      {words}
    </p>
  );
}
