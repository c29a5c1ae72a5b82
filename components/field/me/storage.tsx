"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useLive } from "@/lib/field/current";
import { summarizeUnsent } from "@/lib/field/store";
import { useVersion } from "../shell/version";
import { useSize } from "../sync/waiting-line";
import { Block } from "./block";

type Room = { usage: number | null; isPersisted: boolean };

async function measure(): Promise<Room> {
  // Absent over plain http.
  if (!navigator.storage?.estimate) return { usage: null, isPersisted: false };
  const [{ usage }, isPersisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return { usage: usage ?? null, isPersisted };
}

/** What lies on this phone, whether the browser may clear it away, and which version runs. */
export function Storage() {
  const t = useTranslations("field-app.me");
  const size = useSize();
  const version = useVersion();
  const unsent = useLive(summarizeUnsent, []);
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    let isOver = false;
    measure()
      .then((measured) => {
        if (!isOver) setRoom(measured);
      })
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, []);
  return (
    <Block title={t("storage")}>
      <ul className="grid gap-1 text-16">
        {room?.usage == null ? null : <li>{t("used", { size: size(room.usage) })}</li>}
        {unsent ? <li>{t("unsent", { count: unsent.count })}</li> : null}
        {room ? <li>{room.isPersisted ? t("persisted") : t("notPersisted")}</li> : null}
        <li>
          {t("version")} <span className="font-mono text-14 [overflow-wrap:anywhere]">{version}</span>
        </li>
      </ul>
    </Block>
  );
}
