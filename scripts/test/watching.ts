import type { Page } from "@playwright/test";

/** Where words are looked for: elements that a selector names, and what else their text holds. */
export type Place = { page: Page; selector: string; mark: string };

/**
 * When an element's text holds these words. The page itself looks at each of its changes: asked from outside it would
 * be asked after 270 and then after 770 ms, and every answer between them would be as late as the next question.
 */
export const seenAt = ({ page, selector, mark }: Place, words: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          const elements = [...document.querySelectorAll(wanted.selector)];
          if (!elements.some(({ textContent }) => wanted.words.every((each) => textContent.includes(each))))
            return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    { selector, words: [mark, words] },
  );

/** When the phone's page gets the next click, which is later than when it is asked for one. */
export const clickedAt = (phone: Page): Promise<number> =>
  phone.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener("click", () => resolve(Date.now()), { capture: true, once: true });
      }),
  );
