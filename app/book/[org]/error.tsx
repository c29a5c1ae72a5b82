"use client";

import { BookingFailure } from "@/components/online-booking/booking-failure";

export default function BookError({ reset }: { reset: () => void }) {
  return <BookingFailure onRetry={reset} />;
}
