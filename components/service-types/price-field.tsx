"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { amountText, parseAmount } from "@/lib/money";

type Money = { amount: number; currency: string };

type PriceFieldProps = {
  value: Money | null;
  currency: string;
  onChange: (value: unknown) => void;
  onBlur: () => void;
};

/** The words stay as they were typed; the form holds minor units, or the words where they are no amount. */
export function PriceField({ value, currency, onChange, ...props }: PriceFieldProps) {
  const [text, setText] = useState(() => (value ? amountText(value.amount, value.currency) : ""));
  return (
    <Input
      {...props}
      value={text}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        const amount = parseAmount(typed, currency);
        onChange(typed.trim() === "" ? null : amount === null ? typed : { amount, currency });
      }}
      inputMode="decimal"
      autoComplete="off"
      className="tabular-nums"
    />
  );
}
