// A public key in a form that people can read to each other: SHA-256 of its DER form, the first 160 bits, in groups of four.

import { createHash } from 'node:crypto'

export function fingerprintOf(der: Buffer): string {
  return createHash('sha256')
    .update(der)
    .digest('hex')
    .slice(0, 40)
    .replace(/....(?=.)/g, '$& ')
}

/** As it may be typed: in any capitals, with any blanks, colons or none. */
export function sameFingerprint(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^0-9a-f]/g, '')
  return plain(one) === plain(other) && plain(one).length === 40
}
