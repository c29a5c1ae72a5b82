"use client";

import { useId } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook, INPUT, LINK } from "@/components/shared/customer-look";
import { DAY_PARTS, isDayPart, wishDays, type Wish } from "@/lib/online-booking/rules";
import { TextField } from "./text-field";

type WishFieldsProps = {
  /** Today, by the company's calendar. */
  today: string;
  wishes: Wish[];
  text: string;
  onWishes: (wishes: Wish[]) => void;
  onText: (text: string) => void;
  onNext: () => void;
  /** Null where there are no free times to go back to. */
  onBack: (() => void) | null;
};

const PLACES = [1, 2, 3];
const NONE: Wish = { day: "", part: "morning" };

/** Up to three days and parts of a day, where no free time fits. All may stay empty: then the office proposes. */
export function WishFields({ today, wishes, text, onWishes, onText, onNext, onBack }: WishFieldsProps) {
  const t = useTranslations("online-booking");
  const wishAt = (place: number) => wishes[place - 1] ?? NONE;
  const change = (changed: number, part: Partial<Wish>) =>
    onWishes(PLACES.map((place) => (place === changed ? { ...wishAt(place), ...part } : wishAt(place))));
  return (
    <div className="grid max-w-[35rem] gap-4">
      <div>
        <p>{t("wishes.question")}</p>
        <p className="text-14 text-text-3">{t("wishes.hint")}</p>
      </div>
      {PLACES.map((place) => (
        <WishRow
          key={place}
          today={today}
          place={place}
          wish={wishAt(place)}
          onChange={(part) => change(place, part)}
        />
      ))}
      <TextField
        label={t("wishes.text")}
        optional={t("optional")}
        name="wishes_text"
        rows={2}
        maxLength={1000}
        value={text}
        onText={onText}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <button type="button" onClick={onNext} className={buttonLook("primary", "max-sm:w-full")}>
          {t("wishes.next")}
        </button>
        {onBack ? (
          <button type="button" onClick={onBack} className={`${LINK} min-h-12`}>
            {t("time.backToTimes")}
          </button>
        ) : null}
      </div>
    </div>
  );
}

type WishRowProps = { today: string; place: number; wish: Wish; onChange: (part: Partial<Wish>) => void };

function WishRow({ today, place, wish, onChange }: WishRowProps) {
  const t = useTranslations("online-booking.wishes");
  const id = useId();
  const { first, last } = wishDays(today);
  return (
    <div className="grid grid-cols-2 gap-2">
      <div className="grid min-w-0 gap-1.5">
        <label htmlFor={`${id}-day`} className="text-14 font-medium">
          {t("day", { place })}
        </label>
        <input
          id={`${id}-day`}
          type="date"
          min={first}
          max={last}
          value={wish.day}
          onChange={(event) => onChange({ day: event.target.value })}
          className={`${INPUT} min-w-0`}
        />
      </div>
      <div className="grid min-w-0 gap-1.5">
        <label htmlFor={`${id}-part`} className="text-14 font-medium">
          {t("part", { place })}
        </label>
        <select
          id={`${id}-part`}
          value={wish.part}
          onChange={(event) => isDayPart(event.target.value) && onChange({ part: event.target.value })}
          className={`${INPUT} min-w-0`}
        >
          {Object.keys(DAY_PARTS).map((part) =>
            isDayPart(part) ? (
              <option key={part} value={part}>
                {t(part)}
              </option>
            ) : null,
          )}
        </select>
      </div>
    </div>
  );
}
