/**
 * While the server still searches, a list shows what answered the letters before: Enter, or a press that comes as the
 * answer does, would choose somebody who was never meant. Until then only what fits by its name stays; an answer that
 * finds by more than the name adds to it.
 */
export function fitting<T>(items: readonly T[], typed: string, nameOf: (item: T) => string): T[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return items.filter((item) => nameOf(item).toLocaleLowerCase().includes(wanted));
}
