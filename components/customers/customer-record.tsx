"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Card } from "@/components/shared/card";
import { DeletedBanner } from "@/components/shared/deleted-banner";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { PageFrame } from "@/components/shared/page-frame";
import { PendingClock } from "@/components/shared/pending-clock";
import { RecordLayout } from "@/components/shared/record-layout";
import { SkeletonRecord } from "@/components/shared/skeleton";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import type { Customer } from "@/lib/customers/schema";
import { useFormats } from "@/lib/i18n/client";
import { fetchProperties, propertyKeys } from "@/lib/properties/client";
import { CustomerActions } from "./customer-actions";
import { CustomerFacts } from "./customer-facts";
import { CustomerNotes } from "./customer-notes";
import { CustomerPreferences } from "./customer-preferences";
import { CustomerReach } from "./customer-reach";
import { useCustomerWrites } from "./use-customer-writes";

const EditCustomerSheet = lazyShown(() =>
  import("./edit-customer-sheet").then((form) => form.EditCustomerSheet),
);

/** Absent where the company has none. */
const FieldCard = lazyShown(() =>
  import("@/components/custom-fields/field-facts").then((part) => part.FieldCard),
);

/** Of new customers only. */
const FirstSteps = lazyShown(() => import("./first-steps").then((part) => part.FirstSteps));

type CustomerRecordProps = {
  id: string;
  /** Parts of other features, each of which loads and fails alone. */
  tags: ReactNode;
  /** Ahead and past, of another feature. */
  visits: ReactNode;
  rating: ReactNode;
  properties: ReactNode;
  contacts: ReactNode;
  consents: ReactNode;
  history: ReactNode;
};

/** The answer while the telephone is at the ear: who, how to reach, what to know, what belongs to it. */
export function CustomerRecord(props: CustomerRecordProps) {
  const { id } = props;
  const t = useTranslations("customers");
  const { slug } = useMember().organization;
  const { data, error, refetch } = useQuery({
    queryKey: customerKeys.record(id),
    queryFn: ({ signal }) => fetchCustomer(id, signal),
  });
  if (data) return <Record {...props} customer={data} />;
  return (
    <PageFrame title={t("title")} back={{ href: `/o/${slug}/customers`, label: t("page.back") }}>
      {error ? (
        <ErrorCard title={t("page.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRecord />
      )}
    </PageFrame>
  );
}

function Record(props: CustomerRecordProps & { customer: Customer }) {
  const { customer, tags, visits, rating, properties, contacts, consents, history } = props;
  const t = useTranslations("customers");
  const may = useCan();
  const sheet = useSheetParam();
  const { slug } = useMember().organization;
  const { remove, restore, isPending } = useCustomerWrites(customer.id);
  const isDeleted = customer.deleted_at !== null;
  const isEditable = may("update", "customers") && !isDeleted;
  const edit = () => sheet.open("customer");
  return (
    <PageFrame
      title={customer.display_name}
      count={<Standing customer={customer} />}
      back={{ href: `/o/${slug}/customers`, label: t("page.back") }}
      actions={
        <Actions
          customer={customer}
          onEdit={isEditable ? edit : undefined}
          onDelete={may("delete", "customers") && !isDeleted ? () => void remove(customer) : undefined}
        />
      }
    >
      <Deleted customer={customer} onRestore={() => void restore(customer)} isBusy={isPending} />
      <RecordLayout
        main={
          <>
            {tags}
            <CustomerReach customer={customer} onAdd={isEditable ? edit : undefined} />
            <Steps customer={customer} isEditable={isEditable} onEdit={edit} />
            {visits}
            <CustomerNotes customer={customer} isEditable={isEditable} />
            {properties}
          </>
        }
        rail={
          <>
            {rating}
            {contacts}
            <About customer={customer} isEditable={isEditable} consents={consents} />
          </>
        }
        stream={history}
      />
      {isEditable && sheet.name === "customer" ? (
        <EditCustomerSheet key={customer.id} customer={customer} onClose={sheet.close} />
      ) : null}
    </PageFrame>
  );
}

type AboutProps = { customer: Customer; isEditable: boolean; consents: ReactNode };

function About({ customer, isEditable, consents }: AboutProps) {
  const t = useTranslations("customers");
  return (
    <>
      <Card title={t("about.title")}>
        <CustomerFacts customer={customer} />
      </Card>
      <CustomerPreferences customer={customer} isEditable={isEditable} />
      {consents}
      <FieldCard entity="customer" record={customer} />
    </>
  );
}

type ActionsProps = { customer: Customer; onEdit?: () => void; onDelete?: () => void };

function Actions({ customer, onEdit, onDelete }: ActionsProps) {
  const mayPlan = useCan()("create", "bookings") && customer.deleted_at === null;
  const plan = () => openNewVisit({ customer_id: customer.id });
  return (
    <CustomerActions
      id={customer.id}
      onEdit={onEdit}
      onDelete={onDelete}
      onPlan={mayPlan ? plan : undefined}
    />
  );
}

/** State beside the name: only what is not the ordinary. */
function Standing({ customer }: { customer: Customer }) {
  const t = useTranslations("customers");
  return (
    <span className="flex items-center gap-2">
      {customer.status === "active" ? null : (
        <Badge tone={customer.status === "lead" ? "info" : "quiet"}>{t(`status.${customer.status}`)}</Badge>
      )}
      {customer.do_not_contact ? <Badge tone="danger">{t("page.doNotContact")}</Badge> : null}
      <PendingClock keys={customerKeys} id={customer.id} />
    </span>
  );
}

type DeletedProps = { customer: Customer; isBusy: boolean; onRestore: () => void };

function Deleted({ customer, isBusy, onRestore }: DeletedProps) {
  const t = useTranslations("customers");
  const formats = useFormats();
  const may = useCan();
  const at = customer.deleted_at;
  if (at === null) return null;
  return (
    <DeletedBanner
      restoreLabel={may("delete", "customers") ? t("page.restore") : undefined}
      isBusy={isBusy}
      onRestore={onRestore}
    >
      {t("page.deletedBanner", { when: formats.ago(at) ?? formats.dayTime(at) })}
    </DeletedBanner>
  );
}

type StepsProps = { customer: Customer; isEditable: boolean; onEdit: () => void };

function Steps({ customer, isEditable, onEdit }: StepsProps) {
  const may = useCan();
  const sheet = useSheetParam();
  const places = { customer_id: customer.id };
  const { data } = useQuery({
    queryKey: propertyKeys.list(places),
    queryFn: ({ signal }) => fetchProperties(places, { signal }),
    enabled: may("read", "properties"),
  });
  if (!isEditable) return null;
  const isMissing = {
    reach: !customer.phone && !customer.email,
    property: data?.data.length === 0 && may("create", "properties"),
    notes: !customer.notes,
  };
  // Notes alone are no task: an old customer without any is no unfinished one.
  if (!isMissing.reach && !isMissing.property) return null;
  const run = { reach: onEdit, property: () => sheet.open("property"), notes: onEdit };
  const steps = (["reach", "property", "notes"] as const)
    .filter((id) => isMissing[id])
    .map((id) => ({ id, run: run[id] }));
  return <FirstSteps customer={customer} steps={steps} />;
}
