"use client";

import { ChevronRight, Circle, CircleCheck, CircleDotDashed } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { isOver } from "@/lib/bookings/rules";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { FieldLink } from "../shell/router";
import { partPath } from "./paths";
import { todosOf } from "./rules";
import type { Todo } from "./rules";

type TodoListProps = { visit: Visit; settings: FieldSettings };

/** What is left, each line the way to it. The sign, the count and the words say the same. */
export function TodoList({ visit, settings }: TodoListProps) {
  const t = useTranslations("field.todo");
  const todos = todosOf(visit, settings.features);
  const free = visit.photos.filter(({ item_key }) => item_key === null).length;
  return (
    <section aria-labelledby="to-finish" className="grid">
      <h2 id="to-finish" className="px-4 pb-1 text-14 font-semibold text-text-2">
        {t(isOver(visit.status) ? "titleOver" : "title")}
      </h2>
      <ul className="grid edge-t">
        {todos.map((todo) => (
          <TodoLine key={keyOf(todo)} visit={visit} todo={todo} />
        ))}
        <Line
          href={partPath(visit.id, "photos")}
          sign={free > 0 ? "done" : "none"}
          label={t("photos")}
          count={String(free)}
          note={t("free")}
        />
      </ul>
    </section>
  );
}

const keyOf = (todo: Todo) =>
  todo.kind === "checklist" ? todo.id : todo.kind === "photo" ? `${todo.checklistId}:${todo.key}` : todo.kind;

function TodoLine({ visit, todo }: { visit: Visit; todo: Todo }) {
  const t = useTranslations("field.todo");
  const sign = todo.done >= todo.total ? "done" : todo.done > 0 ? "begun" : "none";
  const note = todo.isNeeded ? undefined : t("free");
  const count = `${todo.done}/${todo.total}`;
  switch (todo.kind) {
    case "checklist":
      return (
        <Line
          href={`${partPath(visit.id, "checklist")}?list=${todo.id}`}
          sign={sign}
          label={todo.name}
          count={count}
          note={note}
        />
      );
    case "photo":
      return (
        <Line
          href={partPath(visit.id, "photos", todo)}
          sign={sign}
          label={todo.label}
          count={count}
          note={note}
        />
      );
    case "signature": {
      const isAbsent = visit.signatures.some(({ kind }) => kind === "absent");
      return (
        <Line
          href={partPath(visit.id, "signature")}
          sign={sign}
          label={isAbsent ? t("absent") : t("signature")}
          note={note}
        />
      );
    }
  }
}

const SIGNS = { done: CircleCheck, begun: CircleDotDashed, none: Circle };

type LineProps = {
  href: string;
  sign: keyof typeof SIGNS;
  label: string;
  count?: string;
  note?: string | undefined;
};

function Line({ href, sign, label, count, note }: LineProps) {
  const t = useTranslations("field.todo");
  const Icon = SIGNS[sign];
  return (
    <li>
      <FieldLink
        href={href}
        className="flex min-h-16 items-center gap-3 edge-b px-4 py-2 text-18 focus-inset"
      >
        <Icon
          aria-label={t(`sign.${sign}`)}
          role="img"
          className={sign === "done" ? "size-6 shrink-0 text-success" : "size-6 shrink-0 text-text-2"}
          strokeWidth={1.75}
        />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {label}
          {note && sign === "none" ? <span className="block text-14 text-text-2">{note}</span> : null}
        </span>
        {count ? <span className="shrink-0 text-text-2 tabular-nums">{count}</span> : null}
        <ChevronRight aria-hidden className="size-5 shrink-0 text-text-3" strokeWidth={1.75} />
      </FieldLink>
    </li>
  );
}
