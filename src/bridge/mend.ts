// What printers leave out of a message, put in on request: From, Date, Message-ID (RFC 5322 §3.6), and a name with an @ in it that no server takes.

import { randomUUID } from 'node:crypto'
import type { Account } from './shapes.ts'
import type { SmtpAnswer, SmtpRoute } from './smtp-route.ts'

/** A header that is longer than this is passed on as it is. */
const LONGEST = 131_072
const FIELD = /^([!-9;-~]+)[ \t]*:/

/** Holds the header back until it is whole, then lets the message flow. */
export function mendingWriter(route: SmtpRoute, account: Account, now: () => Date = () => new Date()): Pick<SmtpRoute, 'write' | 'end'> {
  let header: Buffer[] | null = []
  const flush = async (bytes: Buffer) => {
    header = null
    await route.write(mendMessage(bytes, account, now()))
  }
  return {
    async write(piece) {
      if (header === null) return route.write(piece)
      header.push(piece)
      const all = Buffer.concat(header)
      header = [all]
      if (endOfHeader(all) >= 0 || all.length > LONGEST) await flush(all)
    },
    async end(): Promise<SmtpAnswer> {
      if (header !== null) await flush(Buffer.concat(header))
      return route.end()
    },
  }
}

/** The beginning of a message, its header whole; the rest may follow unchanged. */
export function mendMessage(bytes: Buffer, account: Account, now: Date): Buffer {
  const lines = bytes.subarray(0, LONGEST).toString('latin1').split('\r\n')
  const names = new Set<string>()
  let at = 0
  for (; at < lines.length && lines[at] !== ''; at++) {
    const name = FIELD.exec(lines[at] as string)?.[1]?.toLowerCase()
    if (name !== undefined) names.add(name)
    // A line that is neither a field nor its continuation: there is no header, this is the body already.
    else if (!/^[ \t]/.test(lines[at] as string) || at === 0) break
  }
  const whole = lines[at] === ''
  const domain = account.id.split('@')[1] ?? 'localhost'
  const added = [
    ...(names.has('from') ? [] : [`From: <${account.id}>`]),
    ...(names.has('date') ? [] : [`Date: ${rfc5322(now)}`]),
    ...(names.has('message-id') ? [] : [`Message-ID: <${randomUUID()}@${domain}>`]),
  ]
  const mended = whole ? lines.slice(0, at).map(nameWithoutAt) : []
  const rest = whole ? lines.slice(at) : ['', ...lines]
  const start = [...added, ...mended, ...rest].join('\r\n')
  return Buffer.concat([Buffer.from(start, 'latin1'), bytes.subarray(Math.min(bytes.length, LONGEST))])
}

/** RFC 5322 §3.4: a display name with an @ must be quoted; Exchange takes even a quoted one for an address (ErrorSendAsDenied). */
function nameWithoutAt(line: string): string {
  const match = /^(From|Sender)[ \t]*:[ \t]*(?:"([^"]*)"|([^<"]*?))[ \t]*<([^<>]+)>[ \t]*$/i.exec(line)
  const name = match?.[2] ?? match?.[3] ?? ''
  if (match === null || !name.includes('@')) return line
  return `${match[1]}: "${name.replaceAll('@', ' at ').replaceAll(/[\\"]/g, '')}" <${match[4]}>`
}

function endOfHeader(bytes: Buffer): number {
  return bytes.subarray(0, 2).equals(Buffer.from('\r\n')) ? 0 : bytes.indexOf('\r\n\r\n')
}

/** RFC 5322 §3.3, in UTC. */
function rfc5322(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}
