/** Before and after its list has come, a Combobox looks the same. */
export const frameLook =
  "flex h-(--control) w-full min-w-0 items-center rounded-control edge border-border-strong bg-surface focus-by-child has-data-invalid:border-danger";
export const inputLook = "h-full w-full min-w-0 bg-transparent px-3 control-text text-text outline-none";
export const clearLook =
  "inline-flex size-6 shrink-0 items-center justify-center text-text-3 focus-inset hover:text-text";
export const signLook = "inline-flex w-8 shrink-0 items-center justify-center self-stretch text-text-3";
