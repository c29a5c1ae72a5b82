"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorCard } from "@/components/shared/error-card";
import { onProblem, setOrganization } from "@/lib/http/fetch";
import { chooseOrganization } from "@/lib/organizations/client";
import { useQueryClient } from "@tanstack/react-query";

/**
 * A page must not write into another organization than it shows. When another window has switched, this one asks
 * which of the two it shall be. Whoever is no member any more is led out.
 */
export function OrganizationGuard() {
  const t = useTranslations("office.guard");
  const { organization } = useMember();
  const client = useQueryClient();
  const back = useRef<HTMLButtonElement>(null);
  const [isChanged, setIsChanged] = useState(false);
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    setOrganization(organization.id);
    const silence = onProblem(({ code }) => {
      if (code === "organization_changed") setIsChanged(true);
      // Removed or suspended: the first answer says so, and the next page is the one that is left.
      if (code === "no_organization") window.location.assign("/");
    });
    return () => {
      silence();
      setOrganization(null);
    };
  }, [organization.id]);

  const switchBack = async () => {
    setIsRunning(true);
    setError(null);
    try {
      await chooseOrganization(organization.id, organization.id);
      setIsChanged(false);
      void client.invalidateQueries();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setIsRunning(false);
    }
  };

  return (
    <Dialog
      open={isChanged}
      onOpenChange={setIsChanged}
      title={t("title")}
      description={t("text", { name: organization.name })}
      closeLabel={t("leave")}
      required
      initialFocus={back}
      footer={
        <>
          <Button onClick={() => window.location.assign("/")}>{t("leave")}</Button>
          <Button ref={back} variant="primary" busy={isRunning} onClick={() => void switchBack()}>
            {t("back", { name: organization.name })}
          </Button>
        </>
      }
    >
      {error ? <ErrorCard title={t("failed")} error={error} className="my-0" /> : null}
    </Dialog>
  );
}
