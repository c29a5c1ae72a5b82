import { describe, expect, it } from "vitest";
import { BOOKING_STATES, BOOKING_STEPS, bookingStepsFrom, fieldStepsFrom, findBookingStep } from "./rules";
import { bookingStatus } from "./schema";

/** The whole table, written out: what may follow what. "!" needs a reason, "+" the right to approve. */
const TABLE: Record<string, string> = {
  unscheduled: "scheduled cancelled!",
  scheduled: "dispatched unscheduled en_route on_site cancelled! no_show!",
  dispatched: "en_route unscheduled on_site cancelled! no_show!",
  en_route: "on_site paused! cancelled! no_show!",
  on_site: "completed paused! cancelled! no_show!",
  paused: "en_route on_site cancelled!",
  completed: "closed on_site+",
  closed: "",
  cancelled: "unscheduled",
  no_show: "unscheduled",
};

describe("the steps of a visit", () => {
  it("are exactly these, of all hundred pairs", () => {
    for (const from of BOOKING_STATES) {
      const said = bookingStepsFrom(from).map(
        ({ to, needsReason, right }) => `${to}${needsReason ? "!" : ""}${right === "approve" ? "+" : ""}`,
      );
      expect({ from, steps: said.toSorted() }).toEqual({
        from,
        steps: (TABLE[from] ?? "").split(" ").filter(Boolean).toSorted(),
      });
    }
    expect(BOOKING_STEPS).toHaveLength(28);
  });

  it("name each state of the schema once", () => {
    expect(BOOKING_STATES.toSorted()).toEqual([...bookingStatus.options].toSorted());
  });

  it("say which states are left out", () => {
    expect(findBookingStep("scheduled", "on_site")?.skips).toEqual(["dispatched", "en_route"]);
    expect(findBookingStep("dispatched", "en_route")?.skips).toEqual([]);
    expect(findBookingStep("closed", "on_site")).toBeNull();
  });

  it("leave planning, cancelling and reopening to the office", () => {
    const offered = Object.fromEntries(
      BOOKING_STATES.map((from) => [from, fieldStepsFrom(from).map(({ to }) => to)]),
    );
    expect(offered).toEqual({
      unscheduled: [],
      scheduled: ["en_route", "on_site", "no_show"],
      dispatched: ["en_route", "on_site", "no_show"],
      en_route: ["on_site", "paused", "no_show"],
      on_site: ["completed", "paused", "no_show"],
      paused: ["en_route", "on_site"],
      completed: [],
      closed: [],
      cancelled: [],
      no_show: [],
    });
  });
});
