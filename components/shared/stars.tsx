import { Star } from "lucide-react";
import { cn } from "@/lib/cn";

const STARS = [1, 2, 3, 4, 5] as const;

type StarsProps = {
  /** 1 to 5; an average fills the last star in part. */
  value: number;
  /** For ears: "4 of 5 stars". */
  label: string;
  size?: "sm" | "md";
};

/** A rating as it was given. Filled and hollow stars tell it without colour. */
export function Stars({ value, label, size = "sm" }: StarsProps) {
  const look = size === "sm" ? "size-4" : "size-6";
  return (
    <span role="img" aria-label={label} className="inline-flex shrink-0 gap-0.5">
      {STARS.map((each) => {
        const share = Math.max(0, Math.min(1, value - each + 1));
        return (
          <span key={each} className="relative inline-block">
            <Star aria-hidden className={cn(look, "text-border-strong")} strokeWidth={1.5} />
            {share > 0 ? (
              <span
                className="absolute inset-y-0 start-0 overflow-hidden"
                style={{ width: `${share * 100}%` }}
              >
                <Star aria-hidden className={cn(look, "fill-current text-warning")} strokeWidth={1.5} />
              </span>
            ) : null}
          </span>
        );
      })}
    </span>
  );
}
