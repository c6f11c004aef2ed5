// Encoded words in a header (RFC 2047), for the name of a file only.

const WORD = /=\?([^?\s*]{1,40})(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi

export function decodeWords(text: string): string {
  return text
    .slice(0, 4_000)
    .replace(/(\?=)[ \t]+(=\?)/g, '$1$2')
    .replace(WORD, (whole, charset: string, encoding: string, data: string) => {
      const bytes =
        encoding.toLowerCase() === 'b'
          ? Buffer.from(data, 'base64')
          : Buffer.from(
              data.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
              'latin1',
            )
      try {
        return new TextDecoder(charset).decode(bytes)
      } catch {
        return whole
      }
    })
}
