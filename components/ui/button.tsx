import { Button as BaseButton } from "@base-ui/react/button";
import { cva } from "class-variance-authority";
import type { VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { BusyBar } from "./busy-bar";

const button = cva(
  "relative inline-flex shrink-0 items-center justify-center gap-1.5 overflow-hidden rounded-control edge border-transparent font-medium whitespace-nowrap select-none control-text transition-colors duration-100 data-disabled:opacity-50 aria-busy:cursor-progress [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent not-data-disabled:hover:bg-accent-hover",
        secondary: "border-border-strong bg-surface text-text not-data-disabled:hover:bg-hover",
        ghost: "text-text-2 not-data-disabled:hover:bg-hover not-data-disabled:hover:text-text",
        danger: "bg-danger text-on-danger",
        quiet: "text-accent-text underline-offset-4 hover:underline",
      },
      size: {
        md: "h-(--control) px-3",
        sm: "h-7 px-2 text-13 pointer-coarse:h-12 pointer-coarse:px-3",
        inline: "h-auto border-0 px-0",
      },
      wide: { true: "w-full" },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Look = VariantProps<typeof button> & {
  icon?: ReactNode;
  /** On a phone only the icon shows; the words stay for screen readers. */
  iconOnPhone?: boolean;
};

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, "className"> &
  Look & {
    className?: string;
    /** The action runs: the label stays and keeps its width, a second press does nothing. */
    busy?: boolean;
  };

export function Button({
  variant,
  size,
  wide,
  icon,
  iconOnPhone,
  busy,
  className,
  children,
  ...props
}: ButtonProps) {
  return (
    <BaseButton
      type="button"
      {...props}
      aria-busy={busy || undefined}
      // A busy button stays focusable, so that the keyboard does not lose its place.
      onClick={busy ? (event) => event.preventDefault() : props.onClick}
      className={cn(button({ variant, size, wide }), className)}
    >
      {icon}
      {icon ? (
        <span data-words className={iconOnPhone ? "max-md:sr-only" : undefined}>
          {children}
        </span>
      ) : (
        children
      )}
      {busy ? <BusyBar /> : null}
    </BaseButton>
  );
}

type ButtonLinkProps = Omit<ComponentProps<typeof Link>, "className"> & Look & { className?: string };

/** Looks like a button, is a link: for whatever has an address. */
export function ButtonLink({
  variant,
  size,
  wide,
  icon,
  iconOnPhone,
  className,
  children,
  ...props
}: ButtonLinkProps) {
  return (
    <Link {...props} className={cn(button({ variant, size, wide }), className)}>
      {icon}
      {icon ? (
        <span data-words className={iconOnPhone ? "max-md:sr-only" : undefined}>
          {children}
        </span>
      ) : (
        children
      )}
    </Link>
  );
}
