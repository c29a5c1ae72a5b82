import { NotFoundPage } from "@/components/office/not-found-page";

export default function NotFound() {
  return <NotFoundPage />;
}
