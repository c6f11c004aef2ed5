// Mailbox names on the wire: modified UTF-7 (RFC 3501 §5.1.3), still spoken by every server that was not told UTF8=ACCEPT.

export function encodeMailbox(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === '&') return '&-'
    const bytes = Buffer.from(run, 'utf16le').swap16()
    return `&${bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`
  })
}

/** What is not modified UTF-7 comes back as it is: some servers send UTF-8. */
export function decodeMailbox(text: string): string {
  return text.replace(/&([A-Za-z0-9+,]*)-/g, (whole, encoded: string) => {
    if (encoded === '') return '&'
    const bytes = Buffer.from(encoded.replaceAll(',', '/'), 'base64')
    if (bytes.length % 2 !== 0 || bytes.length === 0) return whole
    return bytes.swap16().toString('utf16le')
  })
}
