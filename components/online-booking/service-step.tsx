"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { BookService } from "@/lib/online-booking/schema";

type ServiceStepProps = { services: BookService[]; chosen: string; onChoose: (id: string) => void };

/** Cards: what it is, how long it takes, what it costs as a rule. Choosing goes on. */
export function ServiceStep({ services, chosen, onChoose }: ServiceStepProps) {
  const t = useTranslations("online-booking");
  return (
    <div role="group" aria-label={t("service.question")}>
      <p className="mb-3">{t("service.question")}</p>
      <ul className="grid gap-3 sm:grid-cols-2">
        {services.map((service) => (
          <li key={service.id}>
            <button
              type="button"
              aria-pressed={service.id === chosen}
              onClick={() => onChoose(service.id)}
              className="flex h-full min-h-16 w-full flex-col rounded-card border border-border-strong bg-surface p-4 text-start transition-colors duration-100 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-tint"
            >
              <span className="font-semibold break-words">{service.name}</span>
              {service.description ? (
                <span className="mt-1 line-clamp-3 text-14 text-text-2">{service.description}</span>
              ) : null}
              <ServiceFacts service={service} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function ServiceFacts({ service }: { service: BookService }) {
  const t = useTranslations("online-booking.service");
  const formats = useFormats();
  const priceWords = () => {
    if (!service.price) return t("depends");
    return service.price.amount === 0 ? t("free") : t("from", { price: formats.money(service.price) });
  };
  return (
    <span className="mt-1 block text-14 text-text-2 tabular-nums">
      {t("duration", { duration: formats.duration(service.duration_min) })} · {priceWords()}
    </span>
  );
}
