"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import type { LateStart } from "./late-parts";
import { itemLook, popupLook } from "./popup";
import { triggerLook } from "./select-look";
import type { Option, SelectProps } from "./select";

type WholeSelectProps<V extends string> = SelectProps<V> & { start: LateStart };

export function WholeSelect<V extends string>({
  options,
  value,
  onValueChange,
  className,
  start,
  ...props
}: WholeSelectProps<V>) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useLayoutEffect(() => {
    const { isFocused, isPressed } = start.read();
    // Also where the popup gives the focus back to when it shuts.
    if (isFocused || isPressed) trigger.current?.focus();
    if (isPressed) queueMicrotask(() => setIsOpen(true));
  }, [start]);
  return (
    <Base.Root<V>
      items={options}
      value={value}
      onValueChange={(next) => (next === null ? undefined : onValueChange(next))}
      open={isOpen}
      onOpenChange={(open) => setIsOpen(open)}
      name={props.name}
      disabled={props.disabled}
      modal={false}
    >
      <Base.Trigger ref={trigger} aria-label={props["aria-label"]} className={cn(triggerLook, className)}>
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
