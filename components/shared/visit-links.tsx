import Link from "next/link";
import { WhenWindow } from "./when";

type VisitLinksProps = {
  slug: string;
  visits: readonly {
    id: string;
    number: string;
    starts_at: string;
    ends_at?: string | null;
    customer_name?: string | null;
    /** Of its place, where that is known. */
    time_zone?: string;
  }[];
  timeZone: string;
  /** In a tab of its own: what is being edited here stays. */
  isAside?: boolean;
};

/** Visits that stand in the way of something, each a link: what is to be done next happens there. */
export function VisitLinks({ slug, visits, timeZone, isAside }: VisitLinksProps) {
  return (
    <ul className="grid max-h-64 gap-1 overflow-y-auto">
      {visits.map((visit) => (
        <li key={visit.id}>
          <Link
            href={`/o/${slug}/bookings/${visit.id}`}
            target={isAside ? "_blank" : undefined}
            className="flex min-h-8 flex-wrap items-baseline gap-x-2 rounded-control px-2 py-1 hover:bg-hover pointer-coarse:min-h-12"
          >
            <span className="font-medium text-accent-text tabular-nums">{visit.number}</span>
            <span className="text-13 text-text-2">
              <WhenWindow from={visit.starts_at} to={visit.ends_at} timeZone={visit.time_zone ?? timeZone} />
            </span>
            {visit.customer_name ? <span className="min-w-0 truncate">{visit.customer_name}</span> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
