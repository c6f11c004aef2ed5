// What a message of an mbox is known by: its digest, and the digest that it had before a mail program wrote its own fields into it.

import { createHash } from 'node:crypto'
import { createCompleter } from '../files/line-ends.ts'
import { pour } from '../files/pour.ts'
import type { MboxMessage } from './parse.ts'
import { unquote } from './quote.ts'

const OWN_FIELDS = /^(Status|X-Status|X-Keywords|Content-Length|Lines|X-UID|X-IMAP|X-IMAPbase|X-Mozilla-Status2?|X-Mozilla-Keys):.*\r?\n/gim

export interface Digests {
  readonly digest: string
  /** Without the fields of mail programs, where there are any. */
  readonly without?: string
}

export function digestsOf(fd: number, { at, length, quoted, head }: MboxMessage): Digests {
  const end = head.toString('latin1').search(/\n\r?\n/) + 1
  const header = Buffer.from(head.toString('latin1', 0, end).replace(OWN_FIELDS, ''), 'latin1')
  const hash = (first: Buffer, from: number) => {
    const made = createHash('sha256')
    const complete = createCompleter()
    const plain = quoted ? unquote() : undefined
    const take = (bytes: Buffer) => made.update(complete(plain ? plain.push(bytes) : bytes))
    take(first)
    pour(fd, { from: at + from, length: length - from }, take)
    if (plain) made.update(complete(plain.rest()))
    return made.digest('hex')
  }
  const digest = hash(Buffer.alloc(0), 0)
  return end > 0 && header.length < end ? { digest, without: hash(header, end) } : { digest }
}
