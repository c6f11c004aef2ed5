// One field of a message's header, for names of files and dates of those that nobody noted.

/** The first field of this name, unfolded (RFC 5322 §2.2.3). */
export function headerOf(head: Buffer, name: string): string | undefined {
  const text = head.toString('utf8')
  const end = text.search(/\r?\n\r?\n/)
  const fields = end < 0 ? text : text.slice(0, end + 1)
  const found = new RegExp(`^${name}[ \\t]*:((?:[^\\n]|\\n[ \\t])*)`, 'im').exec(fields)?.[1]
  return found?.replace(/\r?\n(?=[ \t])/g, '').trim()
}
