"use client";

import { ShieldMinus, ShieldPlus, Undo2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FieldChange } from "@/components/shared/diff-fields";
import type { Permission, Resource } from "@/lib/auth/rules";
import type { Change } from "@/lib/history/schema";
import { useFormats } from "@/lib/i18n/client";
import { HistoryLine, useActor } from "./history-line";

/** What history keeps of a grant or denial; without an end it is for good. */
type Grant = {
  resource?: Resource;
  permission?: Permission;
  scope?: string;
  effect?: string;
  reason?: string;
  expires_at?: string;
};

/** "see customers (own only)", in the words of the matrix. */
function useRight(): (grant: Grant) => string {
  const t = useTranslations("roles");
  const words = useTranslations("members");
  return ({ resource, permission, scope }) => {
    const right = {
      resource: resource && words.has(`resource.${resource}`) ? words(`resource.${resource}`) : `${resource}`,
      permission:
        permission && words.has(`permission.${permission}`)
          ? words(`permission.${permission}`)
          : `${permission}`,
    };
    return t(scope === "own" ? "rightOwn" : "right", right);
  };
}

const ICONS = { grant: ShieldPlus, deny: ShieldMinus };

/** Who gave one person a right, or took it, for which reason and until when. A grant is never edited: it ends. */
export function GrantEntry({ change }: { change: Change }) {
  const t = useTranslations("history");
  const formats = useFormats();
  const actor = useActor(change.actor);
  const right = useRight();
  const { operation } = change;
  if (operation !== "created" && operation !== "deleted") return null;
  const [before, after] = [change.old as Grant | null, change.new as Grant | null];
  const grant = after ?? before;
  // The reason goes with an erased person, and with it what was granted.
  if (!grant?.resource) return null;
  const effect = grant.effect === "deny" ? "deny" : "grant";
  const until = (side: Grant | null) =>
    side && (side.expires_at ? formats.dayTime(side.expires_at) : t("forever"));
  return (
    <HistoryLine
      icon={operation === "deleted" ? Undo2 : ICONS[effect]}
      at={change.at}
      below={
        <div className="mt-0.5 grid gap-1 text-13">
          <FieldChange label={t("field.expires_at")} before={until(before)} after={until(after)} />
          <FieldChange
            label={t("field.reason")}
            before={before?.reason ?? null}
            after={after?.reason ?? null}
          />
        </div>
      }
    >
      {t.rich(`user_permission.${operation}.${effect}`, {
        actor,
        right: right(grant),
        b: (words) => <span className="font-medium">{words}</span>,
      })}
    </HistoryLine>
  );
}
