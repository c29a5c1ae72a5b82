/** Of a file in an archive. Its name is a person's words: what a folder or a drive would be is taken out of it. */
export const entryName = ({ id, name }: { id: string; name: string }): string =>
  `files/${id}-${name.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(-120)}`;
