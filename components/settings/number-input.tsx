"use client";

import type { ComponentProps } from "react";
import { InputWith } from "@/components/ui/input";

type NumberInputProps = Omit<ComponentProps<typeof InputWith>, "after" | "type"> & { unit: string };

/** A number with its unit behind it, as narrow as numbers are. */
export function NumberInput({ unit, ...props }: NumberInputProps) {
  return (
    <InputWith
      {...props}
      type="number"
      inputMode={props.step === 1 ? "numeric" : "decimal"}
      autoComplete="off"
      className="max-w-44 tabular-nums"
      after={unit ? <span className="pe-2 text-13 whitespace-nowrap text-text-3">{unit}</span> : null}
    />
  );
}

/** An empty field is no number: the schema then says what may stand there. */
export const toNumber = (value: unknown) => (value === "" || value === null ? null : Number(value));
