"use client";

import { Send } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useLive } from "@/lib/field/current";
import { listParked, listWaiting, useOnline, useSync } from "@/lib/field/use-sync";
import { useFormats } from "@/lib/i18n/client";
import { FieldPage } from "../shell/page";
import { DecidedList } from "./decided-list";
import { Question } from "./question";
import { SentToday } from "./sent-today";
import { FileLine, OperationLine } from "./waiting-line";

/** What the office has, what it does not have yet, and what waits for an answer. */
export function SyncPage() {
  const t = useTranslations("field-app.sync");
  const { waiting, sendNow } = useSync();
  const send = (
    <Button
      variant="primary"
      icon={<Send aria-hidden />}
      className="h-auto min-h-16 w-full text-18 whitespace-normal [&_svg]:size-6"
      onClick={sendNow}
    >
      {t("sendNow")}
    </Button>
  );
  return (
    <FieldPage
      title={t("title")}
      back={{ href: "/field", label: t("day") }}
      actions={waiting > 0 ? send : undefined}
    >
      <div className="grid gap-8 px-4">
        <LineState />
        <Lists waiting={waiting} />
        <DecidedList />
        <SentToday />
      </div>
    </FieldPage>
  );
}

function Lists({ waiting }: { waiting: number }) {
  const t = useTranslations("field-app.sync");
  const parked = useLive(listParked, []);
  const queue = useLive(listWaiting, []);
  if (!queue || !parked) return null;
  const stuck = queue.files.filter(({ state }) => state === "parked");
  const files = queue.files.filter(({ state }) => state !== "parked");
  const needs = parked.length + stuck.length;
  if (waiting === 0 && needs === 0) return <p className="py-4 text-20">{t("empty")}</p>;
  return (
    <>
      {needs > 0 ? (
        <Part title={t("needsYou", { count: needs })}>
          {parked.map((each) => (
            <Question key={each.question.op_id} parked={each} />
          ))}
          {stuck.map((file) => (
            <FileLine key={file.file_id} file={file} />
          ))}
        </Part>
      ) : null}
      {waiting > 0 ? (
        <Part title={t("waiting", { count: waiting })}>
          {queue.operations.map((row) => (
            <OperationLine key={row.seq} row={row} />
          ))}
          {files.map((file) => (
            <FileLine key={file.file_id} file={file} />
          ))}
        </Part>
      ) : null}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-16 font-semibold text-text-2">{title}</h2>
      <ul className="grid gap-2">{children}</ul>
    </section>
  );
}

/** Why nothing goes out, or when the office last answered. */
function LineState() {
  const t = useTranslations("field-app.sync");
  const formats = useFormats();
  const { link } = useSync();
  const isOnline = useOnline();
  const at = link.contact_at === null ? null : formats.time(link.contact_at);
  const isOffline = !isOnline || link.stop === "offline";
  if (isOffline) return <p className="text-16">{at ? t("offlineSince", { at }) : t("offline")}</p>;
  if (link.stop === "busy") return <p className="text-16">{t("busy")}</p>;
  return at ? <p className="text-16 text-text-2">{t("contact", { at })}</p> : null;
}
