"use client";

import { BookingFailure } from "@/components/online-booking/booking-failure";

export default function BookError({ retry }: { retry: () => void }) {
  return <BookingFailure onRetry={retry} />;
}
