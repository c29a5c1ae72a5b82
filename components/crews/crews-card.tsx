"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { Menu, MenuItem } from "@/components/ui/menu";
import { crewKeys, fetchCrews } from "@/lib/crews/client";
import type { Crew, CrewMember } from "@/lib/crews/schema";
import { useFormats } from "@/lib/i18n/client";
import { useCrewWrites } from "./use-crew-writes";

const CrewSheet = lazyShown(() => import("./crew-sheet").then((form) => form.CrewSheet));

type CrewsCardProps = {
  /** Of one resource only; all crews without. */
  resourceId?: string;
  isLocked?: boolean;
};

/** Who goes out together. On the page of a resource, those it belongs to. */
export function CrewsCard({ resourceId, isLocked = false }: CrewsCardProps) {
  const t = useTranslations("resources");
  const may = useCan();
  const sheet = useSheetParam();
  const filters = { resource_id: resourceId };
  const { data, error, refetch } = useQuery({
    queryKey: crewKeys.list(filters),
    queryFn: ({ signal }) => fetchCrews(filters, { limit: 200, signal }),
  });
  const crews = data?.data;
  const mayAdd = may("create", "crews") && !isLocked;
  const edited = crews?.find((crew) => sheet.name === "crew" && crew.id === sheet.id);
  const isOpen = sheet.name === "crew" && (edited ? may("update", "crews") : mayAdd && !sheet.id);
  return (
    <Card
      title={t("crews.title")}
      count={crews?.length || undefined}
      action={
        mayAdd ? (
          <IconButton label={t("crews.add")} size="sm" onClick={() => sheet.open("crew")}>
            <Plus aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {error && !crews ? (
        <ErrorCard
          title={t("crews.error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : crews ? (
        <Crews crews={crews} mayAdd={mayAdd} isOfOne={resourceId !== undefined} />
      ) : (
        <SkeletonLines />
      )}
      {isOpen ? (
        <CrewSheet
          key={edited?.id ?? "new"}
          stored={edited ?? null}
          firstMember={resourceId ?? null}
          onClose={sheet.close}
        />
      ) : null}
    </Card>
  );
}

type CrewsProps = { crews: readonly Crew[]; mayAdd: boolean; isOfOne: boolean };

function Crews({ crews, mayAdd, isOfOne }: CrewsProps) {
  const t = useTranslations("resources");
  const sheet = useSheetParam();
  if (crews.length > 0) {
    return (
      <ul className="-mx-2 grid gap-1">
        {crews.map((crew) => (
          <CrewLine key={crew.id} crew={crew} />
        ))}
      </ul>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-text-2">{t(isOfOne ? "crews.noneOfOne" : "crews.empty")}</p>
      {mayAdd ? (
        <Button size="sm" icon={<Plus aria-hidden />} onClick={() => sheet.open("crew")}>
          {t("crews.add")}
        </Button>
      ) : null}
    </div>
  );
}

function useMemberWords(): (member: CrewMember) => string {
  const t = useTranslations("resources");
  const formats = useFormats();
  const day = (date: string) => formats.day(`${date}T12:00:00Z`, "UTC");
  return ({ name, valid_from, valid_to }) => {
    if (valid_from && valid_to) return t("crews.between", { name, from: day(valid_from), to: day(valid_to) });
    if (valid_from) return t("crews.since", { name, from: day(valid_from) });
    return valid_to ? t("crews.until", { name, to: day(valid_to) }) : name;
  };
}

function CrewLine({ crew }: { crew: Crew }) {
  const t = useTranslations("resources");
  const words = useMemberWords();
  return (
    <li className="flex items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium break-words">{crew.name}</span>
          {crew.is_active ? null : <Badge>{t("inactive")}</Badge>}
        </p>
        <p className="text-13 break-words text-text-2">
          {crew.members.length > 0 ? crew.members.map(words).join(", ") : t("crews.noMembers")}
        </p>
      </div>
      <CrewMenu crew={crew} />
    </li>
  );
}

function CrewMenu({ crew }: { crew: Crew }) {
  const t = useTranslations("resources");
  const may = useCan();
  const sheet = useSheetParam();
  const { remove } = useCrewWrites(crew.id);
  const mayEdit = may("update", "crews");
  const mayDelete = may("delete", "crews");
  if (!mayEdit && !mayDelete) return null;
  return (
    <Menu
      trigger={
        <IconButton label={t("crews.actions", { name: crew.name })} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {mayEdit ? (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => sheet.open("crew", crew.id)}>
          {t("crews.edit", { name: crew.name })}
        </MenuItem>
      ) : null}
      {mayDelete ? (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => void remove(crew)}>
          {t("crews.delete", { name: crew.name })}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
