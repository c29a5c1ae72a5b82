import type { ReactNode } from "react";

type RecordLayoutProps = {
  main: ReactNode;
  rail: ReactNode;
  /** Below the main column; on a phone after the rail, because it is long and read last. */
  stream: ReactNode;
};

/** A record's page: what is asked first at the left, who and what belongs to it at the right, what happened below. */
export function RecordLayout({ main, rail, stream }: RecordLayoutProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6">{main}</div>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6 lg:row-span-2">{rail}</div>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6">{stream}</div>
    </div>
  );
}
