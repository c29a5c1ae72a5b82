import { Loading } from "@/components/shared/loading";
import { SkeletonBlock } from "@/components/ui/skeleton";

const ROWS = ["60%", "35%", "80%", "45%", "70%", "30%", "55%", "75%", "40%", "65%"];

/** Rows of people and bars, as the board will have them. */
export function BoardSkeleton() {
  return (
    <Loading>
      <div className="h-9 edge-b" />
      <Rows />
    </Loading>
  );
}

/** What a phone sees until the browser knows that it is one: the server cannot. */
export function AgendaSkeleton() {
  return (
    <div aria-hidden className="md:hidden">
      <Rows />
    </div>
  );
}

function Rows() {
  return ROWS.map((width) => (
    <div key={width} className="flex h-(--row-board) items-center edge-b max-md:h-16">
      <div className="flex w-52 shrink-0 items-center gap-2 px-3 max-md:w-32">
        <SkeletonBlock className="size-5 rounded-full" />
        <SkeletonBlock className="h-4 w-28" />
      </div>
      <div className="flex-1 px-6">
        <div style={{ width }}>
          <SkeletonBlock className="h-8 w-full" />
        </div>
      </div>
    </div>
  ));
}
