"use client";

import { Camera, CircleAlert, Image as Picture, X } from "lucide-react";
import { useId, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook, LINK } from "@/components/shared/customer-look";
import type { Photo, Photos } from "./use-photos";

/** Up to three pictures of what it is about: taken with the phone's camera or chosen. */
export function PhotoField({ photos }: { photos: Photos }) {
  const t = useTranslations("online-booking");
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-hint`}
      className="grid gap-1.5"
    >
      <p id={`${id}-label`} className="flex items-baseline gap-2 text-14 font-medium">
        {t("photos.label")}
        <span className="font-normal text-text-3">{t("optional")}</span>
      </p>
      <p id={`${id}-hint`} className="text-14 text-text-3">
        {t(photos.isFull ? "photos.full" : "photos.hint")}
      </p>
      <ul className="grid gap-2 empty:hidden">
        {photos.photos.map((photo, index) => (
          <PhotoLine key={photo.id} photo={photo} place={index + 1} photos={photos} />
        ))}
      </ul>
      {photos.isFull ? null : (
        <div className="flex flex-wrap gap-2">
          {/* A computer has no camera to point at a boiler. */}
          <Chooser
            onFiles={photos.add}
            label={t("photos.take")}
            isCamera
            className="not-pointer-coarse:hidden"
          >
            <Camera aria-hidden />
          </Chooser>
          <Chooser onFiles={photos.add} label={t("photos.choose")}>
            <Picture aria-hidden />
          </Chooser>
        </div>
      )}
    </div>
  );
}

type ChooserProps = {
  label: string;
  isCamera?: boolean;
  className?: string;
  onFiles: (files: File[]) => void;
  children: ReactNode;
};

function Chooser({ label, isCamera = false, className, onFiles, children }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        onClick={() => input.current?.click()}
        className={buttonLook("secondary", className)}
      >
        {children}
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        {...(isCamera ? { capture: "environment" } : { multiple: true })}
        aria-label={label}
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

type PhotoLineProps = { photo: Photo; place: number; photos: Photos };

/** What it shows and how far it is, or why it did not go. */
function PhotoLine({ photo, place, photos }: PhotoLineProps) {
  const t = useTranslations("online-booking.photos");
  const { url, fault, blob } = photo;
  return (
    <li className="flex items-center gap-3">
      <span className="grid size-16 shrink-0 place-items-center overflow-hidden rounded-control edge bg-sunken text-text-3">
        {url ? (
          <img src={url} alt={t("one", { place })} className="size-full object-cover" />
        ) : (
          <Picture aria-hidden className="size-6" strokeWidth={1.5} />
        )}
      </span>
      <div className="min-w-0 flex-1" aria-live="polite">
        {fault ? (
          <p className="flex items-start gap-1.5 text-14 text-danger">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
            {t(`fault.${fault}`)}
          </p>
        ) : (
          <Way photo={photo} place={place} />
        )}
        {fault && blob ? (
          <button type="button" onClick={() => photos.again(photo)} className={`${LINK} min-h-11 text-14`}>
            {t("again")}
          </button>
        ) : null}
      </div>
      <button
        type="button"
        aria-label={t("remove", { place })}
        onClick={() => photos.remove(photo)}
        className="grid size-11 shrink-0 place-items-center rounded-control text-text-2 hover:bg-hover"
      >
        <X aria-hidden className="size-5" strokeWidth={1.75} />
      </button>
    </li>
  );
}

function Way({ photo, place }: { photo: Photo; place: number }) {
  const t = useTranslations("online-booking.photos");
  if (photo.state === "sent") return <p className="text-14">{t("one", { place })}</p>;
  if (photo.state === "working") return <p className="text-14 text-text-2">{t("working")}</p>;
  return (
    <progress
      max={1}
      value={photo.share ?? 0}
      aria-label={t("sending", { place })}
      className="block h-2 w-full accent-accent"
    />
  );
}
