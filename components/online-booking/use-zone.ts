"use client";

import { useEffect, useState } from "react";
import { askZone } from "@/lib/online-booking/client";
import type { BookZone } from "@/lib/online-booking/schema";

type Asked = { postcode: string; zone: BookZone | null };

/**
 * Whether somebody comes there, asked as soon as a postcode stands still, and again with street and city, which tell
 * more where the installation has a geocoder. Null: not known (yet).
 */
export function useZone(slug: string, place: { postcode: string; line1: string; city: string }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [postcode, line1, city] = [place.postcode.trim(), place.line1.trim(), place.city.trim()];
  const isAskable = postcode.length >= 3;
  useEffect(() => {
    if (!isAskable) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      askZone(slug, { postcode, line1, city }).then(
        (zone) => isCurrent && setAsked({ postcode, zone }),
        // Not known is not "no": the times will tell.
        () => isCurrent && setAsked({ postcode, zone: null }),
      );
    }, 350);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [slug, postcode, line1, city, isAskable]);
  // What was said of the postcode stands until something else is known.
  const isKnown = isAskable && asked?.postcode === postcode;
  return { zone: isKnown ? asked.zone : null, isChecking: isAskable && !isKnown };
}
