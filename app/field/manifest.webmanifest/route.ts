/** What makes the field app installable. Colours are those of the light theme; a phone shows them before the page. */
const manifest = {
  id: "/field",
  name: "Callout",
  short_name: "Callout",
  start_url: "/field",
  scope: "/field",
  display: "standalone",
  background_color: "#f4f7f9",
  theme_color: "#f4f7f9",
  icons: [
    { src: "/field-icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/field-icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/field-icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
};

export const dynamic = "force-static";

export function GET(): Response {
  return Response.json(manifest, { headers: { "content-type": "application/manifest+json" } });
}
