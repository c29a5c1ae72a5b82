import { Star } from "lucide-react";
import { cn } from "@/lib/cn";

export const STARS = [1, 2, 3, 4, 5] as const;

/** A rating as it was given, for eyes and ears. */
export function Stars({ value, label, className }: { value: number; label: string; className?: string }) {
  return (
    <span role="img" aria-label={label} className={cn("inline-flex gap-1", className)}>
      {STARS.map((each) => (
        <Star
          key={each}
          aria-hidden
          className={cn("size-6", each <= value ? "fill-current text-warning" : "text-border-strong")}
          strokeWidth={1.5}
        />
      ))}
    </span>
  );
}

type StarsFieldProps = {
  name: string;
  legend: string;
  /** "4 of 5" and the like, for each star. */
  starLabel: (stars: number) => string;
  value: number | null;
  onChange: (stars: number) => void;
  isRequired?: boolean;
  size?: "lg" | "md";
};

/**
 * Five radio buttons that look like stars, filled up to the chosen or pointed-at one by the style sheet alone, so that
 * they work without script and by the arrow keys.
 */
export function StarsField(props: StarsFieldProps) {
  const { name, legend, starLabel, value, onChange, isRequired = false, size = "md" } = props;
  return (
    <fieldset
      className={cn(
        "min-w-0",
        // Under its name where both don't fit beside one another, all rows alike.
        size === "md" && "flex items-center justify-between gap-x-4 max-sm:flex-col max-sm:items-start",
      )}
    >
      <legend className={cn("font-medium", size === "lg" ? "text-20" : "contents text-16")}>{legend}</legend>
      <div
        className={cn(
          "flex",
          size === "lg" ? "mt-2 justify-between sm:justify-start sm:gap-2" : "max-sm:-ml-2.5",
        )}
      >
        {STARS.map((each) => (
          <label
            key={each}
            className={cn(
              "grid size-12 cursor-pointer place-items-center rounded-full text-border-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-0 has-focus-visible:outline-text",
              "has-checked:text-warning [&:has(~label_input:checked)]:text-warning",
              "has-checked:[&_svg]:fill-current [&:has(~label_input:checked)_svg]:fill-current",
              size === "lg" && "sm:size-14",
            )}
          >
            <input
              type="radio"
              name={name}
              value={each}
              required={isRequired}
              checked={value === each}
              onChange={() => onChange(each)}
              className="sr-only"
            />
            <Star aria-hidden className={size === "lg" ? "size-10" : "size-7"} strokeWidth={1.5} />
            <span className="sr-only">{starLabel(each)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
