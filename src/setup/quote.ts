// Words as a shell takes them, and comments that stay comments.

/** POSIX 2.2.2: nothing is special between single quotes; one of them is written outside. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`.replace(/^'~\//, "~/'")

/** Each line behind the mark; whatever else would end a line becomes a space. */
export const comment = (mark: string, ...lines: readonly string[]): string =>
  lines.map((line) => `${mark} ${line.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`).join('')
