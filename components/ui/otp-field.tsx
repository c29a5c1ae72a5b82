"use client";

import { OTPField } from "@base-ui/react/otp-field";
import { cn } from "@/lib/cn";
import { controlLook } from "./input";

type OtpFieldProps = {
  value: string;
  onValueChange: (value: string) => void;
  onComplete?: (value: string) => void;
  length?: number;
  disabled?: boolean;
  invalid?: boolean;
  /** Names the boxes after the first, e.g. "Digit 2 of 6". Put the whole into a Field, whose label names it. */
  digitLabel: (position: number) => string;
  autoFocus?: boolean;
};

/** Boxes for a short code: a pasted code fills all, the phone offers the one from the message. */
export function OtpField(props: OtpFieldProps) {
  const { value, onValueChange, onComplete, length = 6, disabled, invalid, digitLabel, autoFocus } = props;
  return (
    <OTPField.Root
      length={length}
      value={value}
      onValueChange={(next) => onValueChange(next)}
      onValueComplete={onComplete ? (next) => onComplete(next) : undefined}
      disabled={disabled}
      className="flex gap-2"
    >
      {Array.from({ length }, (_, index) => (
        <OTPField.Input
          key={index}
          // The first box takes its name from the field's label.
          aria-label={index === 0 ? undefined : digitLabel(index + 1)}
          aria-invalid={invalid || undefined}
          autoFocus={autoFocus && index === 0}
          className={cn(controlLook, "h-12 max-w-12 flex-1 px-0 text-center text-20 tabular-nums")}
        />
      ))}
    </OTPField.Root>
  );
}
