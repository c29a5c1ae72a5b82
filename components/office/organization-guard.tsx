"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { onProblem, setOrganization } from "@/lib/http/fetch";
import { chooseOrganization } from "@/lib/organizations/client";

/** Every call of this page says its organization; true once the server has answered that another one is chosen. */
function useOrganizationChanged(id: string): [boolean, (isChanged: boolean) => void] {
  const [isChanged, setIsChanged] = useState(false);
  useEffect(() => {
    setOrganization(id);
    const silence = onProblem(({ code }) => {
      if (code === "organization_changed") setIsChanged(true);
      // Removed or suspended: the first answer says so, and the next page is the one that is left.
      if (code === "no_organization") window.location.assign("/");
    });
    return () => {
      silence();
      setOrganization(null);
    };
  }, [id]);
  return [isChanged, setIsChanged];
}

/**
 * A page must not write into another organization than it shows. When another window has switched, this one asks
 * which of the two it shall be. Whoever is no member any more is led out.
 */
export function OrganizationGuard() {
  const t = useTranslations("office.guard");
  const { organization } = useMember();
  const client = useQueryClient();
  const [isChanged, setIsChanged] = useOrganizationChanged(organization.id);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const primary = useRef<HTMLButtonElement>(null);

  const switchBack = async () => {
    setIsRunning(true);
    setError(null);
    try {
      await chooseOrganization(organization.id, organization.id);
      setIsChanged(false);
      void client.invalidateQueries();
    } catch (refusal) {
      setError(refusal);
    }
    setIsRunning(false);
  };

  return (
    <Dialog
      open={isChanged}
      onOpenChange={setIsChanged}
      title={t("title")}
      description={t("text", { name: organization.name })}
      closeLabel={t("leave")}
      required
      initialFocus={primary}
      footer={
        <>
          <Button onClick={() => window.location.assign("/")}>{t("leave")}</Button>
          <Button ref={primary} variant="primary" busy={isRunning} onClick={() => void switchBack()}>
            {t("back", { name: organization.name })}
          </Button>
        </>
      }
    >
      {error ? <ErrorCard title={t("failed")} error={error} className="my-0" /> : null}
    </Dialog>
  );
}
