"use client";

import { useEffect, useRef, useState } from "react";
import type { ComponentProps } from "react";

const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

type PatientImageProps = Omit<ComponentProps<"img">, "onError" | "loading"> & { src: string; alt: string };

/**
 * A picture that may not be there yet: the office hears of a file before it was looked at, and a refusal would stay on
 * the page as a broken picture. It is asked for again, further and further apart.
 */
export function PatientImage({ alt, ...props }: PatientImageProps) {
  const [tries, setTries] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const again = () => {
    const waitMs = AGAIN_MS[tries];
    if (waitMs !== undefined) timer.current = setTimeout(() => setTries(tries + 1), waitMs);
  };
  return <img {...props} key={tries} alt={alt} loading="lazy" onError={again} />;
}
