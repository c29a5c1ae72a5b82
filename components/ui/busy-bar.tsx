/** A running line at the foot of a control: says "working" without a spinner and without changing its size. */
export function BusyBar() {
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden">
      <span className="block h-full w-1/3 animate-busy bg-current opacity-80 motion-reduce:w-full motion-reduce:transform-none" />
    </span>
  );
}
