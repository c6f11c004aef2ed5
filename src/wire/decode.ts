// Bytes of a server as text: UTF-8 when they are, else byte by byte, so that nothing it said is lost.

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}
