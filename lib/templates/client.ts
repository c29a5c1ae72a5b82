import { api } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Template, TemplatePreview, TemplatePreviewed, TemplateUpdate } from "@/lib/templates/schema";

export const templateKeys = {
  all: ["templates"] as const,
  list: () => ["templates", "list"] as const,
  preview: (body: TemplatePreview) => ["templates", "preview", body] as const,
};

export function fetchTemplates(signal?: AbortSignal): Promise<Page<Template>> {
  return api("/templates", { signal });
}

export async function updateTemplate(id: string, version: number, body: TemplateUpdate): Promise<Template> {
  return (await api<{ data: Template }>(`/templates/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

/** Back to the shipped words, which are answered. */
export async function resetTemplate(id: string, version: number): Promise<Template> {
  return (await api<{ data: Template }>(`/templates/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function previewTemplate(
  body: TemplatePreview,
  signal?: AbortSignal,
): Promise<TemplatePreviewed> {
  const path = "/templates/previews";
  return (await api<{ data: TemplatePreviewed }>(path, { method: "POST", body, signal })).data;
}
