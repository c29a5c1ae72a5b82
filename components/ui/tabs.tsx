"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type TabsProps<V extends string> = {
  tabs: readonly { value: V; label: ReactNode; count?: number; content: ReactNode }[];
  value: V;
  onValueChange: (value: V) => void;
  "aria-label": string;
  className?: string;
};

export function Tabs<V extends string>({ tabs, value, onValueChange, className, ...props }: TabsProps<V>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onValueChange(next as V)} className={className}>
      <Base.List aria-label={props["aria-label"]} className="relative flex gap-4 overflow-x-auto edge-b">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={cn(
              "-mb-px flex h-(--control) items-center gap-1.5 border-b-2 border-transparent control-text font-medium whitespace-nowrap text-text-2 focus-inset hover:text-text data-active:border-accent data-active:text-text",
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="text-12 text-text-3 tabular-nums">{tab.count}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
