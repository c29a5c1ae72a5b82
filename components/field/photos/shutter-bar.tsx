"use client";

import { Camera, Images } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import type { Camera as PhoneCamera } from "./use-camera";

type ShutterBarProps = Pick<PhoneCamera, "state" | "shoot"> & {
  onPicture: (source: Blob | ImageBitmap) => Promise<boolean>;
  isFull: boolean;
  /** Pictures on their way into the phone's store. */
  working: number;
};

const chooseLook =
  "flex min-h-14 max-w-full flex-wrap items-center justify-center gap-x-2 justify-self-start rounded-card [overflow-wrap:anywhere] edge border-border-strong bg-surface px-3 text-14 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-text";
const shutterLook =
  "grid size-[72px] shrink-0 place-content-center rounded-full border-4 border-text bg-surface text-text active:bg-hover focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-text";

/** The shutter under the thumb. Without a camera of its own the page hands it to the phone's. */
export function ShutterBar({ state, shoot, onPicture, isFull, working }: ShutterBarProps) {
  const t = useTranslations("field.photos");
  const addFiles = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])];
    for (const file of files) await onPicture(file);
    input.value = "";
  };
  const press = async () => {
    const picture = await shoot();
    if (picture) await onPicture(picture);
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3">
      <FileButton look={chooseLook} isFull={isFull} onFiles={addFiles} isMany>
        <Images aria-hidden className="size-6 shrink-0" strokeWidth={1.75} />
        {t("choose")}
      </FileButton>
      {state === "off" ? (
        <FileButton look={shutterLook} isFull={isFull} onFiles={addFiles}>
          <Camera aria-hidden className="size-8" strokeWidth={1.75} />
          <span className="sr-only">{t("shutter")}</span>
        </FileButton>
      ) : (
        <button
          type="button"
          aria-label={t("shutter")}
          disabled={isFull || state !== "on"}
          onClick={() => void press()}
          className={shutterLook}
        >
          <Camera aria-hidden className="size-8" strokeWidth={1.75} />
        </button>
      )}
      <p role="status" className="justify-self-end text-end text-14 text-text-2">
        {working > 0 ? t("keeping", { count: working }) : ""}
      </p>
    </div>
  );
}

type FileButtonProps = {
  look: string;
  isFull: boolean;
  /** From what is on the phone already; otherwise the phone's own camera. */
  isMany?: boolean;
  onFiles: (input: HTMLInputElement) => Promise<void>;
  children: ReactNode;
};

function FileButton({ look, isFull, isMany, onFiles, children }: FileButtonProps) {
  return (
    <label className={look}>
      {children}
      <input
        type="file"
        accept="image/*"
        disabled={isFull}
        className="sr-only"
        onChange={(event) => void onFiles(event.currentTarget)}
        {...(isMany ? { multiple: true } : { capture: "environment" as const })}
      />
    </label>
  );
}
