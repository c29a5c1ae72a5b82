import {
  createLoader,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import type { FeedbackFilters, FeedbackSummaryFilters } from "@/lib/feedback/schema";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const feedbackParsers = {
  stars: parseAsInteger,
  person: parseAsString,
  customer: parseAsString,
  answer: parseAsStringLiteral(["open", "given"] as const),
  hidden: parseAsBoolean.withDefault(false),
};
export type FeedbackView = inferParserType<typeof feedbackParsers>;

export const loadFeedbackView = createLoader(feedbackParsers);

const idOf = (text: string | null) => (text && UUID.test(text) ? text : undefined);

/** What the API is asked for; a hand-written address with nonsense in it asks for less, not for an error. */
export function feedbackFilters({ stars, person, customer, answer, hidden }: FeedbackView): FeedbackFilters {
  return {
    overall: stars !== null && stars >= 1 && stars <= 5 ? stars : undefined,
    resource_id: idOf(person),
    customer_id: idOf(customer),
    replied: answer === null ? undefined : answer === "given",
    // Hidden ones are a list of their own.
    is_hidden: hidden,
  };
}

/** The average is of the same person or customer, whatever stars are chosen. */
export function summaryFilters({ resource_id, customer_id }: FeedbackFilters): FeedbackSummaryFilters {
  return { resource_id, customer_id };
}

export const PAGE_SIZE = 30;
