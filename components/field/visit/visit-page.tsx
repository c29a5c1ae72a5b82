"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { isOver } from "@/lib/bookings/rules";
import { isUnsent } from "@/lib/field/use-visits";
import type { Unsent } from "@/lib/field/use-visits";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { ChangeMark } from "../day/change-mark";
import type { Known } from "../day/use-acknowledged";
import { FieldPage } from "../shell/page";
import { ActionBar } from "./action-bar";
import { ContactRow } from "./contact-row";
import { AccessNotes, People } from "./contacts";
import { AfterThis, DonePanel } from "./done-panel";
import { LastTime } from "./last-time";
import { NoteForm, Notes } from "./notes";
import { OwnFields } from "./own-fields";
import { ParkedNotice } from "./parked-notice";
import { Pictures } from "./pictures";
import { TodoList } from "./todo-list";
import { VisitHead } from "./visit-head";

type VisitPageProps = {
  visit: Visit;
  unsent: readonly Unsent[];
  settings: FieldSettings;
  known: Known | undefined;
};

/** All of one visit on one screen, the same with and without signal. */
export function VisitPage({ visit, unsent, settings, known }: VisitPageProps) {
  const t = useTranslations("field.visit");
  const resourceId = settings.me.resource?.id ?? null;
  const isDone = isOver(visit.status);
  return (
    <FieldPage
      title={visit.number}
      back={{ href: "/field", label: t("day") }}
      actions={isDone ? <AfterThis visit={visit} /> : <ActionBar visit={visit} settings={settings} />}
    >
      <div className="grid gap-4 pb-6">
        <VisitHead visit={visit} resourceId={resourceId} isUnsent={isUnsent(unsent, visit.id)} />
        <ParkedNotice visit={visit} />
        <ChangeMark visit={visit} known={known} />
        {isDone ? <DonePanel visit={visit} resourceId={resourceId} /> : <Reach visit={visit} />}
        <LastTime visit={visit} />
        {visit.status === "cancelled" ? null : <TodoList visit={visit} settings={settings} />}
        <Words visit={visit} unsent={unsent} settings={settings} isOpen={!isDone} />
      </div>
    </FieldPage>
  );
}

/** How to get there and in, and whom to ring. */
function Reach({ visit }: { visit: Visit }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="grid gap-3 px-4">
      <ContactRow visit={visit} access={{ isOpen, toggle: () => setIsOpen(!isOpen) }} />
      {isOpen ? <AccessNotes visit={visit} /> : null}
    </div>
  );
}

type WordsProps = Omit<VisitPageProps, "known"> & { isOpen: boolean };

/** What the office said, what the customer wishes, what was noted; and a place to note more. */
function Words({ visit, unsent, settings, isOpen }: WordsProps) {
  const t = useTranslations("field.visit");
  const { job, instructions } = visit;
  const said = [
    { label: t("office"), text: instructions },
    { label: t("work"), text: job.description },
    { label: t("wishes"), text: job.wishes },
  ].filter((each): each is { label: string; text: string } => Boolean(each.text));
  const hasQuestions = visit.checklists.some(({ items }) => items.length > 0);
  return (
    <div className="grid gap-4 px-4">
      {said.map(({ label, text }) => (
        <section key={label} className="grid gap-1" aria-label={label}>
          <h2 className="text-14 font-semibold text-text-2">{label}</h2>
          <p className="text-18 [overflow-wrap:anywhere] whitespace-pre-line">{text}</p>
        </section>
      ))}
      <Pictures visit={visit} />
      <OwnFields visit={visit} settings={settings} />
      {isOpen ? <NoteForm visit={visit} label={t(hasQuestions ? "note" : "write")} /> : null}
      <Notes visit={visit} unsent={unsent} />
      <People visit={visit} />
    </div>
  );
}
