"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import type { Account } from "@/lib/field/registry";
import { useOnline } from "@/lib/field/use-sync";
import { fetchMe } from "@/lib/me/client";
import { chooseOrganization } from "@/lib/organizations/client";
import { Block } from "./block";

type Me = Awaited<ReturnType<typeof fetchMe>>;

/** Asked for when there is a line; until then nothing is offered that needs one. */
function useMe(isOnline: boolean): Me | null {
  const [me, setMe] = useState<Me | null>(null);
  useEffect(() => {
    if (!isOnline) return;
    const asking = new AbortController();
    fetchMe(asking.signal).then(setMe, () => undefined);
    return () => asking.abort();
  }, [isOnline]);
  return me;
}

/**
 * Whoever works for several companies has a store for each; switching needs the office, because the session works in
 * one of them. What is unsent stays where it is and goes out after the next switch back.
 */
export function Organizations({ account }: { account: Account }) {
  const t = useTranslations("field-app.me");
  const isOnline = useOnline();
  const me = useMe(isOnline);
  const [chosen, setChosen] = useState<string | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const others = me?.memberships.filter(({ org_id }) => org_id !== account.org_id) ?? [];
  if (others.length === 0) return null;
  const choose = (id: string) => {
    setChosen(id);
    setHasFailed(false);
    chooseOrganization(id, account.org_id)
      .then(() => window.location.assign("/field"))
      .catch(() => {
        setChosen(null);
        setHasFailed(true);
      });
  };
  return (
    <Block title={t("organizations")}>
      {others.map(({ org_id, name }) => (
        <Button
          key={org_id}
          busy={chosen === org_id}
          disabled={!isOnline || (chosen !== null && chosen !== org_id)}
          className="h-auto min-h-16 justify-start text-start text-18 whitespace-normal"
          onClick={() => choose(org_id)}
        >
          {t("switchTo", { name })}
        </Button>
      ))}
      {isOnline ? null : <p className="text-14 text-text-2">{t("switchOnline")}</p>}
      {hasFailed ? (
        <p role="alert" className="text-16">
          {t("notSwitched")}
        </p>
      ) : null}
    </Block>
  );
}
