/** The one look of everything that floats above the page; kept here so that menus, selects and popovers agree. */
export const popupLook =
  "rounded-card edge bg-raised text-text shadow-popover origin-(--transform-origin) outline-none transition-opacity duration-160 ease-out data-ending-style:opacity-0 data-ending-style:duration-120 data-starting-style:opacity-0";

export const itemLook =
  "rounded-control control-text data-highlighted:bg-hover data-disabled:text-text-3 flex min-h-8 cursor-default items-center gap-2 px-2 py-1 outline-none select-none pointer-coarse:min-h-12 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75]";

/** The buttons that end a dialog: side by side as far as they fit, and a label that names somebody takes a second line. */
export const footLook =
  "flex flex-wrap justify-end gap-2 max-sm:[&>*]:flex-auto [&>*]:h-auto [&>*]:max-w-full [&>*]:min-h-(--control) [&>*]:py-1 [&>*]:whitespace-normal";

export const scrimLook =
  "bg-scrim fixed inset-0 transition-opacity duration-160 data-ending-style:opacity-0 data-ending-style:duration-120 data-starting-style:opacity-0";
