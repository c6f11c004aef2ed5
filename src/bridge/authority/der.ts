// DER (X.690 §8 and §10) as far as a certificate needs it written. Nothing here reads: that is left to OpenSSL.

const tag = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, utc: 0x17, generalized: 0x18 } as const
const constructed = { sequence: 0x30, set: 0x31 } as const
const CONTEXT = 0x80
const CONSTRUCTED = 0x20

// X.690 §8.1.3 and §10.1: the shortest form of the length.
function length(count: number): Buffer {
  if (count < 0x80) return Buffer.from([count])
  const bytes: number[] = []
  for (let left = count; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

function written(id: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([id]), length(content.length), content])
}

export const sequence = (...parts: readonly Buffer[]): Buffer => written(constructed.sequence, ...parts)
export const setOf = (one: Buffer): Buffer => written(constructed.set, one)
export const octets = (content: Buffer): Buffer => written(tag.octets, content)
export const utf8 = (text: string): Buffer => written(tag.utf8, Buffer.from(text, 'utf8'))
// X.690 §11.1: DER knows one true. A false one is the default wherever we write it, so it is left out.
export const yes = (): Buffer => written(tag.boolean, Buffer.from([0xff]))

/** `unused`: bits at the end that mean nothing (X.690 §8.6.2). */
export const bits = (content: Buffer, unused = 0): Buffer => written(tag.bits, Buffer.from([unused]), content)

/** Named bits, the first is bit 0; none behind the last one set (X.690 §11.2.2). */
export function namedBits(...set: readonly number[]): Buffer {
  const last = Math.max(...set)
  const content = Buffer.alloc(Math.floor(last / 8) + 1)
  for (const bit of set) content[bit >> 3] = (content[bit >> 3] as number) | (0x80 >> (bit & 7))
  return bits(content, 7 - (last & 7))
}

/** Not negative, from big-endian bytes; no zeros in front but the one that keeps it positive (X.690 §8.3.2). */
export function integer(bytes: Buffer): Buffer {
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from += 1
  const short = bytes.subarray(from)
  return written(tag.integer, ...((short[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), short)
}

export const small = (value: number): Buffer => integer(Buffer.from([value]))

/** X.690 §8.19: the first two arcs share a byte, the others come in groups of seven bits. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const groups = (arc: number): number[] => (arc < 0x80 ? [arc] : [...groups(arc >>> 7).map((g) => g | 0x80), arc & 0x7f])
  return written(tag.oid, Buffer.from([first * 40 + second, ...rest.flatMap(groups)]))
}

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on; always seconds, always Z. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:TZ]/g, '')
  const early = date.getUTCFullYear() < 2050
  return written(early ? tag.utc : tag.generalized, Buffer.from(`${early ? digits.slice(2) : digits}Z`))
}

/** `[n]` around something that keeps its own tag, or in the place of a SEQUENCE's. */
export const wrapped = (n: number, ...parts: readonly Buffer[]): Buffer => written(CONTEXT | CONSTRUCTED | n, ...parts)
/** `[n]` in the place of a plain type's own tag. */
export const plain = (n: number, content: Buffer): Buffer => written(CONTEXT | n, content)
