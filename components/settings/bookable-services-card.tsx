"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { knownCode, problemOf } from "@/components/shared/problem";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import { fetchServiceTypes, serviceTypeKeys, updateServiceType } from "@/lib/service-types/client";
import type { ServiceType } from "@/lib/service-types/schema";
import { SettingsPanel } from "./settings-card";

const ACTIVE = { active: "true" } as const;

/** Which services the page offers; each switch takes effect at once. */
export function BookableServicesCard() {
  const t = useTranslations("settings.onlineBooking");
  const shared = useTranslations("shared");
  const mayChange = useCan()("update", "service_types");
  const client = useQueryClient();
  const toast = useToast();
  const { data } = useQuery({
    queryKey: serviceTypeKeys.list(ACTIVE),
    queryFn: ({ signal }) => fetchServiceTypes(ACTIVE, { limit: 200, signal }),
  });
  const save = useMutation({
    mutationFn: ({ service, isOn }: { service: ServiceType; isOn: boolean }) =>
      updateServiceType(service.id, service.version, { is_bookable_online: isOn }),
    onError: (error) =>
      toast.show({ title: t("notSaved"), description: shared(`problems.${knownCode(problemOf(error))}`) }),
    onSettled: () => client.invalidateQueries({ queryKey: serviceTypeKeys.all }),
  });
  if (!data) return null;
  const isOn = ({ id, is_bookable_online }: ServiceType) =>
    save.isPending && save.variables.service.id === id ? save.variables.isOn : is_bookable_online;
  return (
    <SettingsPanel title={t("services.title")}>
      <p className="text-text-2">{data.data.length > 0 ? t("services.hint") : t("services.none")}</p>
      {data.data.map((service) => (
        <Switch
          key={service.id}
          checked={isOn(service)}
          disabled={!mayChange || save.isPending}
          onCheckedChange={(checked) => save.mutate({ service, isOn: checked })}
        >
          {service.name}
        </Switch>
      ))}
    </SettingsPanel>
  );
}
