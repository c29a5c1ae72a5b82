import type { ReactNode } from "react";

type NoticeProps = {
  /** HTTP status, small: for whoever reports it. */
  code?: string;
  title: string;
  children: ReactNode;
  action?: ReactNode;
};

/** A page that says only why there is no page: what happened, and the nearest thing that works. */
export function Notice({ code, title, children, action }: NoticeProps) {
  return (
    <div className="mx-auto grid max-w-md content-center gap-4 px-6 py-[18dvh]">
      {code ? <p className="text-13 text-text-3 tabular-nums">{code}</p> : null}
      <h1 className="text-24">{title}</h1>
      <div className="grid gap-2 text-text-2">{children}</div>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
