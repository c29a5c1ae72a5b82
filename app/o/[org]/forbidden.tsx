import { ForbiddenPage } from "@/components/office/forbidden-page";

export default function Forbidden() {
  return <ForbiddenPage />;
}
