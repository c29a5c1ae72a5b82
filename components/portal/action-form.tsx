"use client";

import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { ApiProblem } from "@/lib/http/api-problem";
import { act } from "@/lib/portal/client";
import type { PortalAction } from "@/lib/portal/schema";
import { newId } from "@/lib/uuid";
import { usePortalLink } from "./portal-context";
import { problemWords } from "./problem-words";

type Attempt = { isBusy: boolean; problem: ApiProblem | null };

type ActionFormProps<Action extends PortalAction> = {
  action: Action;
  /** Where several forms of a page do the same with something else. */
  firstId?: string;
  className?: string;
  /** The body of the call where it is not simply the form's fields. */
  toBody?: (fields: Record<string, string>) => Record<string, unknown>;
  onDone?: (result: Awaited<ReturnType<typeof act<Action>>>) => void;
  onProblem?: (problem: ApiProblem) => void;
  children: (attempt: Attempt) => ReactNode;
};

const fieldsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

/**
 * A plain form that works without script, and by a call in place with it. An attempt keeps its id until it is
 * answered, so that what got lost on the way and is sent again happens once.
 */
export function ActionForm<Action extends PortalAction>(props: ActionFormProps<Action>) {
  const { action, firstId, className, toBody, onDone, onProblem, children } = props;
  const { id, opIds, refresh } = usePortalLink();
  const made = firstId ?? opIds[action] ?? "";
  const opId = useRef(made);
  const [attempt, setAttempt] = useState<Attempt>({ isBusy: false, problem: null });

  const submit = async (form: HTMLFormElement) => {
    setAttempt({ isBusy: true, problem: null });
    const { op_id: _, ...fields } = fieldsOf(form);
    const body = toBody ? toBody(fields) : fields;
    try {
      const result = await act(id, action, action === "code" ? body : { ...body, op_id: opId.current });
      opId.current = newId();
      setAttempt({ isBusy: false, problem: null });
      onDone?.(result);
      refresh();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(0, "unreadable");
      if (problem.status === 410) location.replace(`/v/${id}/ended`);
      if (problem.status > 0 && problem.status < 500) opId.current = newId();
      setAttempt({ isBusy: false, problem });
      onProblem?.(problem);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!attempt.isBusy) void submit(event.currentTarget);
  };
  return (
    <form method="post" action={`/v/${id}/actions/${action}`} onSubmit={onSubmit} className={className}>
      {action === "code" ? null : <input type="hidden" name="op_id" defaultValue={made} />}
      {children(attempt)}
    </form>
  );
}

/** What did not happen, beside what was tried. */
export function ProblemLine({ problem }: { problem: ApiProblem | null }) {
  const t = useTranslations("portal");
  return (
    <p role="alert" className={problem ? "mt-3 text-danger" : "sr-only"}>
      {problem ? problemWords(problem.code, t) : ""}
    </p>
  );
}
