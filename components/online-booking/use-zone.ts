"use client";

import { useEffect, useState } from "react";
import { askZone } from "@/lib/online-booking/client";
import type { BookZone } from "@/lib/online-booking/schema";

type Asked = { words: string; zone: BookZone | null };

/** Whether somebody comes there, asked as soon as a postcode stands still. Null: not known (yet). */
export function useZone(slug: string, place: { postcode: string; line1: string; city: string }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { postcode, line1, city } = place;
  const words = [postcode, line1, city].join("\n");
  const isAskable = postcode.trim().length >= 3;
  useEffect(() => {
    if (!isAskable) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      askZone(slug, { postcode: postcode.trim(), line1: line1.trim(), city: city.trim() }).then(
        (zone) => isCurrent && setAsked({ words, zone }),
        // Not known is not "no": the times will tell.
        () => isCurrent && setAsked({ words, zone: null }),
      );
    }, 350);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [slug, words, postcode, line1, city, isAskable]);
  const isKnown = isAskable && asked?.words === words;
  return { zone: isKnown ? asked.zone : null, isChecking: isAskable && !isKnown };
}
