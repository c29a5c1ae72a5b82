"use client";

import { useEffect } from "react";
import { useSecondsUntil } from "@/components/shared/use-seconds-until";
import type { BookFront, BookPage } from "@/lib/online-booking/schema";
import type { StepId } from "./booking-actions";
import { CodeStep } from "./code-step";
import type { Draft } from "./draft";
import { PlaceStep } from "./place-step";
import { ServiceStep } from "./service-step";
import { StepFrame } from "./step-frame";
import { clock, ServiceLine, TimeLine } from "./step-lines";
import { TimeStep } from "./time-step";
import type { Booking } from "./use-booking";
import { WhoStep } from "./who-step";
import { WishFields } from "./wish-fields";

export type BookingStepsProps = {
  slug: string;
  page: BookPage;
  front: BookFront;
  today: string;
  /** What has to stand where places come from a map. */
  attribution: string | null;
  booking: Booking;
};

const isWhole = ({ postcode, line1, city }: Draft["place"]) =>
  [postcode, line1, city].every((part) => part.trim());

/** The four questions under one another. Whatever was answered can be opened again. */
export function BookingSteps(props: BookingStepsProps) {
  const { page, front, booking } = props;
  const { draft, progress, open, goTo } = booking;
  const secondsLeft = useLapse(booking);
  const answered = {
    service: draft.serviceId !== "",
    place: isWhole(draft.place),
    time: progress !== null || draft.wishes !== null,
    who: false,
  };
  const frame = (step: StepId, number: number) => ({
    step,
    number,
    state: step === open ? ("open" as const) : answered[step] ? ("done" as const) : ("ahead" as const),
    onChange: () => goTo(step),
  });
  const { line1, postcode, city } = draft.place;
  return (
    <ol className="grid gap-3">
      <StepFrame {...frame("service", 1)} summary={<ServiceLine page={page} chosen={draft.serviceId} />}>
        <ServicePart {...props} />
      </StepFrame>
      <StepFrame {...frame("place", 2)} summary={`${line1}, ${postcode} ${city}`}>
        <PlacePart {...props} />
      </StepFrame>
      <StepFrame
        {...frame("time", 3)}
        summary={<TimeLine booking={booking} zone={front.time_zone} left={secondsLeft} />}
      >
        <TimePart {...props} />
      </StepFrame>
      <StepFrame {...frame("who", 4)}>
        <WhoPart booking={booking} left={clock(secondsLeft)} />
      </StepFrame>
    </ol>
  );
}

/** A time that has run out is not shown as kept. */
function useLapse({ progress, lapse }: Booking): number {
  const untilMs = progress ? Date.parse(progress.expires_at) : null;
  const secondsLeft = useSecondsUntil(untilMs);
  useEffect(() => {
    if (untilMs === null) return;
    const timer = setTimeout(lapse, Math.max(0, untilMs - Date.now()));
    return () => clearTimeout(timer);
  }, [untilMs, lapse]);
  return secondsLeft;
}

function ServicePart({ page, booking }: BookingStepsProps) {
  const { draft, change, dropTime, goTo } = booking;
  const choose = (serviceId: string) => {
    if (serviceId !== draft.serviceId) dropTime();
    change({ serviceId });
    goTo(isWhole(draft.place) ? "time" : "place");
  };
  return <ServiceStep services={page.services} chosen={draft.serviceId} onChoose={choose} />;
}

function PlacePart({ slug, front, attribution, booking }: BookingStepsProps) {
  const { draft, change, dropTime, goTo } = booking;
  return (
    <PlaceStep
      slug={slug}
      phone={front.phone}
      attribution={attribution}
      place={draft.place}
      onPlace={(place) => {
        dropTime();
        change({ place });
      }}
      onNext={(isOutside) => {
        change({ wishes: isOutside ? (draft.wishes ?? []) : null });
        goTo("time");
      }}
    />
  );
}

function TimePart({ slug, front, today, booking }: BookingStepsProps) {
  const { draft, change, dropTime, goTo } = booking;
  if (draft.wishes === null) {
    const wish = () => {
      dropTime();
      change({ wishes: [] });
    };
    return <TimeStep slug={slug} booking={booking} timeZone={front.time_zone} onWish={wish} />;
  }
  return (
    <WishFields
      today={today}
      wishes={draft.wishes}
      text={draft.wishesText}
      onWishes={(wishes) => change({ wishes })}
      onText={(wishesText) => change({ wishesText })}
      onNext={() => goTo("who")}
      onBack={() => change({ wishes: null })}
    />
  );
}

function WhoPart({ booking, left }: { booking: Booking; left: string }) {
  const { draft, progress, busy, problem, photos, change, request, introduce } = booking;
  const isRequest = draft.wishes !== null;
  if (progress?.code && !isRequest)
    return (
      <CodeStep
        booking={booking}
        email={progress.code.email}
        triesLeft={progress.code.tries_left}
        left={left}
      />
    );
  return (
    <WhoStep
      who={draft.who}
      onWho={(who) => change({ who })}
      isRequest={isRequest}
      isBusy={busy !== null}
      problem={problem}
      photos={photos}
      onSend={() => void (isRequest ? request() : introduce())}
    />
  );
}
