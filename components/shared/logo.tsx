/** The mark: an open ring, the site inside the call. The words stay text, so that they follow the theme. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <LogoMark className="size-7" />
      <span className="text-20 tracking-tight">Callout</span>
    </span>
  );
}

export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M22.4 10.4a8.4 8.4 0 1 0 0 11.2"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
      <circle cx="22.6" cy="16" r="2.6" fill="var(--on-accent)" />
    </svg>
  );
}
