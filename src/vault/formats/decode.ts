// Bytes of a text file to text, whatever wrote it: UTF-8, UTF-16 or Windows-1252, with or without a mark.

/** Bytes 80 to 9F of Windows-1252. Node 20 decodes that encoding as Latin-1, so the table is ours. Holes stay what they are. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Null when it is no text at all. */
export function decode(bytes: Uint8Array): string | null {
  const text = decoded(bytes)
  return text?.includes('\0') ? null : text
}

function decoded(bytes: Uint8Array): string | null {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return utf16(bytes, 'utf-16le')
  if (a === 0xfe && b === 0xff) return utf16(bytes, 'utf-16be')
  // The names of columns are plain letters: in UTF-16 every other byte of them is nought.
  if (a !== 0 && b === 0) return utf16(bytes, 'utf-16le')
  if (a === 0 && b !== 0) return utf16(bytes, 'utf-16be')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\u0080-\u009f]/g, (c) => HIGH[c.charCodeAt(0) - 0x80] ?? c)
  }
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
