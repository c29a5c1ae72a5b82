"use client";

import { Plus, Tag as TagIcon, X } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { fetchCustomerTags, tagKeys } from "@/lib/tags/client";
import type { CustomerTags as Tags, TagBrief } from "@/lib/tags/schema";
import { useCustomerTagWrites } from "./use-customer-tag-writes";

const TagAdder = lazyShown(() => import("./tag-adder").then((part) => part.TagAdder));

/** The words that find a customer again, below his name. Taken off and put on where they stand. */
export function CustomerTags({ customerId }: { customerId: string }) {
  const t = useTranslations("tags");
  const { data, error, refetch } = useQuery({
    queryKey: tagKeys.ofCustomer(customerId),
    queryFn: ({ signal }) => fetchCustomerTags(customerId, signal),
  });
  const customer = useQuery({
    queryKey: customerKeys.record(customerId),
    queryFn: ({ signal }) => fetchCustomer(customerId, signal),
  });
  const mayChange = useCan()("update", "customers") && customer.data?.deleted_at === null;
  if (data) return mayChange || data.tags.length > 0 ? <Row {...data} mayChange={mayChange} /> : null;
  if (!error) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 text-13 text-text-2">
      {t("error")}
      <Button size="sm" onClick={() => void refetch()}>
        {t("retry")}
      </Button>
    </p>
  );
}

function Row({ customer_id, tags, mayChange }: Tags & { mayChange: boolean }) {
  const t = useTranslations("tags");
  const [isAdding, setIsAdding] = useState(false);
  const { add, takeOff } = useCustomerTagWrites(customer_id);
  const adder = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsAdding(false);
    // The next tag, or the way on, begins where this one did.
    requestAnimationFrame(() => adder.current?.focus());
  };
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-2">
      <TagIcon aria-hidden className="size-4 text-text-3" strokeWidth={1.75} />
      {tags.length > 0 ? (
        <ul aria-label={t("label")} className="contents">
          {tags.map((tag) => (
            <Chip key={tag.id} tag={tag} onRemove={mayChange ? () => void takeOff(tag) : undefined} />
          ))}
        </ul>
      ) : null}
      {isAdding ? (
        <TagAdder
          taken={tags}
          onAdd={(tag) => {
            close();
            void add(tag);
          }}
          onClose={close}
        />
      ) : mayChange ? (
        <Button
          ref={adder}
          size="sm"
          variant="ghost"
          icon={<Plus aria-hidden />}
          onClick={() => setIsAdding(true)}
        >
          {t("add")}
        </Button>
      ) : null}
    </div>
  );
}

function Chip({ tag, onRemove }: { tag: TagBrief; onRemove?: () => void }) {
  const t = useTranslations("tags");
  const { slug } = useMember().organization;
  return (
    <li className="flex h-7 max-w-full items-center gap-1.5 rounded-full edge border-border-strong ps-2.5 pe-2.5 text-13 has-[button]:pe-0.5 max-md:h-10 pointer-coarse:h-10">
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-full"
        style={{ background: `var(--avatar-${tag.color})` }}
      />
      <Link
        href={`/o/${slug}/customers?tag=${tag.id}`}
        title={t("others", { name: tag.name })}
        className="truncate hover:underline"
      >
        {tag.name}
      </Link>
      {onRemove ? (
        <button
          type="button"
          onClick={onRemove}
          aria-label={t("takeOff", { name: tag.name })}
          title={t("takeOff", { name: tag.name })}
          className="inline-flex size-6 items-center justify-center rounded-full text-text-3 hover:bg-hover hover:text-text max-md:size-9 pointer-coarse:size-9"
        >
          <X aria-hidden className="size-3.5" strokeWidth={2} />
        </button>
      ) : null}
    </li>
  );
}
