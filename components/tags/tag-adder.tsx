"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { ColorDot } from "@/components/shared/color-choice";
import { useRefusal } from "@/components/shared/use-record-writes";
import { Combobox } from "@/components/ui/combobox";
import { IconButton } from "@/components/ui/icon-button";
import { createTag, fetchTags, tagKeys } from "@/lib/tags/client";
import type { TagBrief } from "@/lib/tags/schema";

const NEW = "new";
const MOST = 60;

type TagAdderProps = {
  taken: readonly TagBrief[];
  onAdd: (tag: TagBrief) => void;
  onClose: () => void;
};

/** A tag by typing: one there is, or, where one may, a new one of the word that was typed. */
export function TagAdder({ taken, onAdd, onClose }: TagAdderProps) {
  const t = useTranslations("tags");
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const { choices, isLoading } = useChoices(query, taken);
  const make = useMakeTag();
  useEffect(() => input.current?.focus(), []);

  const choose = async (choice: TagBrief | null) => {
    if (!choice) return;
    const tag = choice.id === NEW ? await make(choice) : choice;
    if (tag) onAdd(tag);
  };

  return (
    <div className="flex w-64 max-w-full items-center gap-1">
      <Combobox
        items={choices}
        value={null}
        onValueChange={(choice) => void choose(choice)}
        onQuery={setQuery}
        itemKey={({ id }) => id}
        itemLabel={({ name }) => name}
        renderItem={(choice) =>
          choice.id === NEW ? (
            t("make", { name: choice.name })
          ) : (
            <span className="flex min-w-0 items-center gap-2">
              <ColorDot color={choice.color} />
              <span className="truncate">{choice.name}</span>
            </span>
          )
        }
        empty={isLoading ? t("looking") : t("noMatch")}
        placeholder={t("find")}
        aria-label={t("find")}
        inputRef={input}
      />
      <IconButton label={t("stopAdding")} size="sm" onClick={onClose}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

/** What fits the words and is not there yet; last the word itself as a new tag. */
function useChoices(query: string, taken: readonly TagBrief[]) {
  const may = useCan();
  const { data, isLoading } = useQuery({
    queryKey: tagKeys.list({}),
    queryFn: ({ signal }) => fetchTags({}, { limit: 200, signal }),
    enabled: may("read", "tags"),
  });
  const all = data?.data ?? [];
  const words = query.trim();
  const wanted = words.toLowerCase();
  const fitting = all
    .filter(({ id, name }) => name.toLowerCase().includes(wanted) && !taken.some((tag) => tag.id === id))
    .map(({ id, name, color }) => ({ id, name, color }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const isKnown = all.some(({ name }) => name.toLowerCase() === wanted);
  const isNew = words !== "" && words.length <= MOST && !isKnown && data && may("create", "tags");
  const made: TagBrief[] = isNew ? [{ id: NEW, name: words, color: all.length % 12 }] : [];
  return { choices: [...fitting, ...made], isLoading };
}

function useMakeTag() {
  const t = useTranslations("tags");
  const client = useQueryClient();
  const refuse = useRefusal();
  return async ({ name, color }: TagBrief): Promise<TagBrief | null> => {
    try {
      const made = await createTag({ name, color });
      void client.invalidateQueries({ queryKey: tagKeys.list({}) });
      return { id: made.id, name: made.name, color: made.color };
    } catch (error) {
      refuse(t("notMade", { name }), error);
      return null;
    }
  };
}
