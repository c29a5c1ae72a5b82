import { notFound } from "next/navigation";

/** An address below an organization that no page has: the same answer as elsewhere, but inside the frame. */
export default function MissingPage(): never {
  notFound();
}
