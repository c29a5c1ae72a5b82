import { expect, test } from "vitest";
import { layoutMail } from "./layout";

const content = {
  locale: "en" as const,
  title: 'Join "Moreau & <b>Sons</b>"',
  paragraphs: ["Dana's note:\n<script>alert(1)</script>"],
  code: "123456",
  action: { label: "Join <now>", url: 'https://app.test/invite/abc?x=1&y="><img src=x>' },
  note: "Ends in 14 days.",
  sender: "Moreau & Sons",
};

test("Nothing given becomes HTML: every value is shown as it was written", () => {
  const { html } = layoutMail(content);
  expect(html).not.toContain("<script>");
  expect(html).not.toContain("<b>");
  expect(html).not.toContain("<img");
  expect(html).toContain("Join &quot;Moreau &amp; &lt;b&gt;Sons&lt;/b&gt;&quot;");
  expect(html).toContain("Dana&#39;s note:<br />&lt;script&gt;");
  expect(html).toContain('href="https://app.test/invite/abc?x=1&amp;y=&quot;&gt;&lt;img src=x&gt;"');
});

test("The text says everything the HTML says, link and code included", () => {
  expect(layoutMail(content).text).toBe(`Join "Moreau & <b>Sons</b>"

Dana's note:
<script>alert(1)</script>

123456

Join <now>:
https://app.test/invite/abc?x=1&y="><img src=x>

Ends in 14 days.

--${" "}
Sent with Callout for Moreau & Sons.
`);
});

test("German mails say so in their language attribute and speak German", () => {
  const { html, text } = layoutMail({ locale: "de", title: "Einladung", paragraphs: [] });
  expect(html).toContain('<html lang="de">');
  expect(text).toContain("Gesendet von Callout.");
});

test("A link that runs script is refused", () => {
  const action = { label: "Open", url: "javascript:alert(1)" };
  expect(() => layoutMail({ ...content, action })).toThrow(/http/);
});
