/** The first letter, whole even where it is made of several signs. */
export const initialOf = (name: string): string => Array.from(name.trim())[0]?.toUpperCase() ?? "";
