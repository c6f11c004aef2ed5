// A folder's name as IMAP writes it, for the world's own tools: nothing here is shared with what is tested.

/** RFC 3501 §5.1.3: modified UTF-7, quoted. */
export function quotedName(name: string): string {
  const encoded = name
    .replace(/[^\x20-\x7e]+|&/gu, (run) => {
      if (run === '&') return '&-'
      const wide = Buffer.from(run, 'utf16le').swap16()
      return `&${wide.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`
    })
    .replace(/["\\]/g, '\\$&')
  return `"${encoded}"`
}
