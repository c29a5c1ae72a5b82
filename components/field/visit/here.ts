import { useEffect, useState } from "react";

export type Here = { lat: number; lng: number };

const WAIT_MS = 3000;
const OLD_MS = 60_000;

/** Only where it was allowed before: nobody is asked for a position in the middle of a visit. */
async function isAllowed(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: "geolocation" });
    return state === "granted";
  } catch {
    return false;
  }
}

/** Where the phone is, asked when it matters; null where it does not say. */
export async function findHere(): Promise<Here | null> {
  if (!("geolocation" in navigator) || !(await isAllowed())) return null;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lng: coords.longitude }),
      () => resolve(null),
      { maximumAge: OLD_MS, timeout: WAIT_MS },
    );
  });
}

/** Where the phone was when the page was opened. */
export function useHere(): Here | null {
  const [here, setHere] = useState<Here | null>(null);
  useEffect(() => {
    let isGone = false;
    void findHere().then((found) => (isGone ? undefined : setHere(found)));
    return () => {
      isGone = true;
    };
  }, []);
  return here;
}
