// The text of a file that somebody's spreadsheet wrote: UTF-8, UTF-16 or windows-1252, with or without a byte order mark.

export type Encoding = 'UTF-8' | 'UTF-16' | 'windows-1252'

/** Never throws; what is no text at all comes out as nonsense, which the table's reader refuses. */
export function decodeTable(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: new TextDecoder('utf-8').decode(bytes.subarray(3)), encoding: 'UTF-8' }
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes.subarray(2)), encoding: 'UTF-16' }
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16le').decode(swapped(bytes.subarray(2))), encoding: 'UTF-16' }
  // Excel's “Unicode text” without its mark: every other byte of Latin text is nought.
  const [even, odd] = noughts(bytes.subarray(0, 2_000))
  if (odd > 0.3 && even < 0.05) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' }
  if (even > 0.3 && odd < 0.05) return { text: new TextDecoder('utf-16le').decode(swapped(bytes)), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: windows1252(bytes), encoding: 'windows-1252' }
  }
}

function noughts(bytes: Uint8Array): readonly [number, number] {
  let even = 0
  let odd = 0
  bytes.forEach((byte, i) => {
    if (byte === 0) i % 2 === 0 ? even++ : odd++
  })
  const half = Math.max(1, bytes.length / 2)
  return [even / half, odd / half]
}

function swapped(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice(0, bytes.length - (bytes.length % 2))
  for (let i = 0; i < out.length; i += 2) [out[i], out[i + 1]] = [out[i + 1]!, out[i]!]
  return out
}

/** 0x80 to 0x9F; Node 20's own decoder gives control characters there. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function windows1252(bytes: Uint8Array): string {
  let out = ''
  for (let at = 0; at < bytes.length; at += 8_192) {
    const codes = bytes.subarray(at, at + 8_192)
    out += Array.from(codes, (byte) => (byte >= 0x80 && byte < 0xa0 ? HIGH[byte - 0x80] : String.fromCharCode(byte))).join('')
  }
  return out
}
