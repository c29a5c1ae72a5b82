"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useRemembered } from "@/lib/field/use-visits";
import type { Visit, VisitPhoto } from "@/lib/sync/schema";
import { FieldPage } from "../shell/page";
import { Chips } from "../visit/chips";
import { FullNotice } from "../visit/full-notice";
import type { PartProps } from "../visit/part-props";
import { partPath } from "../visit/paths";
import { BeforeAfter } from "./before-after";
import { CATEGORIES } from "./categories";
import type { Category } from "./categories";
import { Gallery } from "./gallery";
import { PhotoDialog } from "./photo-dialog";
import { ShutterBar } from "./shutter-bar";
import { useCamera } from "./use-camera";
import type { Camera } from "./use-camera";
import { usePhotos } from "./use-photos";
import type { Item, Photos } from "./use-photos";

/** The question the camera was opened for, from the address. */
function askedItem(): Item | null {
  const asked = new URLSearchParams(window.location.search);
  const [checklistId, key] = [asked.get("checklist"), asked.get("item")];
  return checklistId && key ? { checklistId, key } : null;
}

const labelOf = (visit: Visit, item: Item | null) =>
  visit.checklists.find(({ id }) => id === item?.checklistId)?.items.find(({ key }) => key === item?.key)
    ?.label ?? null;

/** Camera first: each press of the shutter is a picture, and nothing asks in between. */
export function PhotosPage({ visit, settings }: PartProps) {
  const t = useTranslations("field.photos");
  const { attach, state, shoot } = useCamera();
  const photos = usePhotos(visit);
  const [item, setItem] = useState(askedItem);
  const [category, setCategory] = useRemembered<Category>(`category:${visit.id}`, "before");
  const label = labelOf(visit, item);
  const { photos_per_visit, photo_max_px } = settings.limits;
  const isFull = visit.photos.length >= photos_per_visit;
  const add = (source: Blob | ImageBitmap) =>
    photos.add(source, { category, item: label ? item : null, maxPx: photo_max_px });
  const retake = ({ checklist_id, item_key, category: shows }: VisitPhoto) => {
    setItem(checklist_id && item_key ? { checklistId: checklist_id, key: item_key } : null);
    setCategory(shows);
  };
  return (
    <FieldPage
      title={t("title", { count: visit.photos.length })}
      back={{ href: partPath(visit.id), label: t("visit") }}
      actions={
        <ShutterBar state={state} shoot={shoot} onPicture={add} isFull={isFull} working={photos.working} />
      }
    >
      {label ? <p className="px-4 pt-2 text-18 font-semibold [overflow-wrap:anywhere]">{label}</p> : null}
      <div className="py-2">
        <Chips
          isRow
          label={t("categories")}
          options={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
          value={category}
          onValueChange={setCategory}
        />
      </div>
      <Viewfinder attach={attach} state={state} />
      <Taken visit={visit} photos={photos} limit={isFull ? photos_per_visit : null} onRetake={retake} />
    </FieldPage>
  );
}

function Viewfinder({ attach, state }: Pick<Camera, "attach" | "state">) {
  const t = useTranslations("field.photos");
  if (state === "off") return <p className="px-4 text-16 text-text-2">{t("noCamera")}</p>;
  return (
    <div className="relative aspect-[4/3] max-h-[50dvh] w-full bg-sunken">
      <video ref={attach} muted playsInline aria-label={t("viewfinder")} className="size-full object-cover" />
    </div>
  );
}

type TakenProps = {
  visit: Visit;
  photos: Photos;
  /** How many a visit holds, once it does. */
  limit: number | null;
  onRetake: (photo: VisitPhoto) => void;
};

/** What was taken, what went wrong, and one picture opened. */
function Taken({ visit, photos, limit, onRetake }: TakenProps) {
  const t = useTranslations("field.photos");
  const [openedId, setOpenedId] = useState<string | null>(null);
  const opened = visit.photos.find(({ id }) => id === openedId);
  const close = () => setOpenedId(null);
  return (
    <div className="grid gap-4 px-4 py-4">
      <FullNotice unsent={photos.fullWith} />
      {photos.isUnreadable ? (
        <p role="alert" className="text-16 text-danger">
          {t("unreadable")}
        </p>
      ) : null}
      {limit === null ? null : <p className="text-16">{t("limit", { count: limit })}</p>}
      <Gallery photos={visit.photos} onOpen={({ id }) => setOpenedId(id)} />
      <BeforeAfter photos={visit.photos} />
      {opened ? (
        <PhotoDialog
          key={opened.id}
          photo={opened}
          photos={photos}
          onRetake={() => {
            onRetake(opened);
            close();
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
