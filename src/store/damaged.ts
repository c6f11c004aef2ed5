// What SQLite says of a file that is no database any more, or not whole.

export function isDamaged(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /NOTADB|CORRUPT|SHORT_READ/.test(code) || /not a database|malformed|disk image/i.test(message)
}
