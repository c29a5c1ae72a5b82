import { SkeletonBlock } from "@/components/ui/skeleton";

const WIDTHS = ["w-40", "w-56", "w-32", "w-48", "w-36"];

/** The right rail's or a card's lines. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return (
    <div className="grid gap-3">
      {Array.from({ length: lines }, (_, index) => (
        <SkeletonBlock key={index} className={`max-w-full ${WIDTHS[index % WIDTHS.length]}`} />
      ))}
    </div>
  );
}

/** A record's page: name, a line of facts, two columns of cards. */
export function SkeletonRecord() {
  return (
    <div className="grid gap-8 px-4 py-6 md:grid-cols-[minmax(0,1fr)_20rem] md:px-6">
      <div className="grid content-start gap-6">
        <SkeletonBlock className="h-7 w-64" />
        <SkeletonLines lines={4} />
        <SkeletonLines lines={5} />
      </div>
      <div className="grid content-start gap-6">
        <SkeletonLines lines={4} />
        <SkeletonLines lines={3} />
      </div>
    </div>
  );
}
