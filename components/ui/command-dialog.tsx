"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search, X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { BusyBar } from "./busy-bar";
import { itemLook, scrimLook } from "./popup";

type Item = { id: string; label: string };
type Group<I extends Item> = { id: string; label: string; items: I[] };

type CommandDialogProps<I extends Item> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Accessible name of dialog and field. */
  label: string;
  closeLabel: string;
  placeholder: string;
  query: string;
  onQueryChange: (query: string) => void;
  onPaste?: (text: string) => void;
  /** Already filtered and ranked. */
  groups: Group<I>[];
  isBusy?: boolean;
  empty: ReactNode;
  /** A line below the field: part of the answer is missing. */
  note?: ReactNode;
  onSelect: (item: I) => void;
  renderItem: (item: I) => ReactNode;
};

/** A field over a list in a dialog: arrows choose, Enter runs, Escape leaves. */
export function CommandDialog<I extends Item>(props: CommandDialogProps<I>) {
  const { open, onOpenChange, label, groups, query, onQueryChange } = props;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={cn(scrimLook, "z-50")} />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center p-2 sm:pt-[12dvh]">
          <Dialog.Popup
            aria-label={label}
            className="flex max-h-[min(32rem,calc(100dvh-1rem))] w-full max-w-xl flex-col overflow-hidden rounded-card edge bg-raised text-text shadow-dialog transition-opacity duration-100 outline-none data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            <Autocomplete.Root
              open
              inline
              items={groups}
              mode="none"
              value={query}
              onValueChange={(next, details) => {
                if (details.reason !== "item-press") onQueryChange(next);
              }}
              itemToStringValue={(item) => item.label}
              autoHighlight="always"
              keepHighlight
            >
              <CommandInput {...props} />
              {props.note ? <p className="edge-b px-4 py-2 text-13 text-danger">{props.note}</p> : null}
              <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
                <Autocomplete.Empty>
                  <div className="px-4 py-8 text-center text-text-3">{props.empty}</div>
                </Autocomplete.Empty>
                <CommandList {...props} />
              </div>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandInput<I extends Item>({
  label,
  closeLabel,
  placeholder,
  onPaste,
  isBusy,
}: CommandDialogProps<I>) {
  return (
    <div className="relative flex shrink-0 items-center gap-2 edge-b ps-4">
      <Search aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
      <Autocomplete.Input
        aria-label={label}
        placeholder={placeholder}
        // The dialog's frame and the running cursor show the focus; there is nothing else to focus here.
        className="h-13 w-full min-w-0 bg-transparent pe-4 text-16 shadow-none! outline-none!"
        onPaste={(event) => onPaste?.(event.clipboardData.getData("text/plain"))}
        spellCheck={false}
        autoComplete="off"
      />
      <Dialog.Close
        aria-label={closeLabel}
        className="touch-target me-2 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-text-3 hover:bg-hover hover:text-text"
      >
        <X aria-hidden className="size-4" strokeWidth={1.75} />
      </Dialog.Close>
      {isBusy ? <BusyBar /> : null}
    </div>
  );
}

function CommandList<I extends Item>({ onSelect, renderItem }: CommandDialogProps<I>) {
  return (
    <Autocomplete.List className="p-1.5 data-empty:p-0">
      {(group: Group<I>) => (
        <Autocomplete.Group key={group.id} items={group.items} className="not-last:mb-1">
          <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-12 text-text-3">
            {group.label}
          </Autocomplete.GroupLabel>
          <Autocomplete.Collection>
            {(item: I) => (
              <Autocomplete.Item
                key={item.id}
                value={item}
                onClick={() => onSelect(item)}
                className={cn(itemLook, "min-h-9 scroll-my-1.5")}
              >
                {renderItem(item)}
              </Autocomplete.Item>
            )}
          </Autocomplete.Collection>
        </Autocomplete.Group>
      )}
    </Autocomplete.List>
  );
}
