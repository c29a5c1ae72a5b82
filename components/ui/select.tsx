"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { controlLook } from "./input";
import { itemLook, popupLook } from "./popup";

export type Option<V extends string = string> = {
  value: V;
  label: string;
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
};

type SelectProps<V extends string> = {
  options: readonly Option<V>[];
  value: V | null;
  onValueChange: (value: V) => void;
  placeholder?: string;
  /** Needed where no Field gives the name. */
  "aria-label"?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
};

export function Select<V extends string>({
  options,
  value,
  onValueChange,
  className,
  ...props
}: SelectProps<V>) {
  return (
    <Base.Root<V>
      items={options}
      value={value}
      onValueChange={(next) => (next === null ? undefined : onValueChange(next))}
      name={props.name}
      disabled={props.disabled}
      modal={false}
    >
      <Base.Trigger
        aria-label={props["aria-label"]}
        className={cn(
          controlLook,
          "flex h-(--control) items-center justify-between gap-2 text-start",
          className,
        )}
      >
        <Base.Value placeholder={props.placeholder} className="truncate data-placeholder:text-text-3" />
        <Base.Icon className="shrink-0 text-text-3">
          <ChevronsUpDown aria-hidden className="size-4" strokeWidth={1.75} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-65 outline-none">
          <Base.Popup className={cn(popupLook, "max-w-(--available-width) min-w-(--anchor-width)")}>
            <Base.List className="max-h-(--available-height) overflow-y-auto p-1">
              {options.map((option) => (
                <SelectItem key={option.value} option={option} />
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function SelectItem({ option }: { option: Option }) {
  return (
    <Base.Item value={option.value} disabled={option.disabled} className={cn(itemLook, "pe-2")}>
      {option.icon}
      <span className="min-w-0 flex-1">
        <Base.ItemText>{option.label}</Base.ItemText>
        {option.hint ? <span className="block text-13 text-text-3">{option.hint}</span> : null}
      </span>
      <Base.ItemIndicator className="text-accent-text">
        <Check aria-hidden className="size-4" strokeWidth={2} />
      </Base.ItemIndicator>
    </Base.Item>
  );
}
