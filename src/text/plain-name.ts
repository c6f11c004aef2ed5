// A key of the knowledge as words, for keys that nobody has translated: `imapConnections` is “imap connections”.

export function plainName(key: string): string {
  return key.replace(/([a-z\d])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
}
