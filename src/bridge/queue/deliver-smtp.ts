// One queued message over SMTP (RFC 5321 §3.3): each recipient gets its own verdict, and the moment before the final dot is written down first.

import type { FileHandle } from 'node:fs/promises'
import { SesameError } from '../../model/errors.ts'
import type { StoredMail } from '../../store/queue.ts'
import type { WireReply } from '../../wire/session.ts'
import { envelopeAddress, type SmtpSession } from '../../wire/smtp.ts'
import { keptParameters } from '../smtp-envelope.ts'
import type { Attempt, Verdict } from './judge.ts'

const PIECE = 65_536
const END = Buffer.from('.\r\n')

export interface Delivery {
  readonly session: SmtpSession
  readonly mail: StoredMail
  readonly file: FileHandle
  /** For a bounce whose empty sender the provider does not take. */
  readonly own: string
  /** Called before the final dot; must be durable when it returns. */
  readonly ending: () => void
}

/** Never throws for what a server does. `open`: the connection can carry another message. */
export async function deliverSmtp(delivery: Delivery): Promise<{ readonly attempt: Attempt; readonly open: boolean }> {
  const { session, mail } = delivery
  let ended = false
  const ending = () => {
    delivery.ending()
    ended = true
  }
  try {
    const attempt = await transaction({ ...delivery, ending })
    const hungUp = attempt.kind === 'answered' && attempt.verdicts.some(({ said }) => said.startsWith('421'))
    return { attempt, open: !hungUp }
  } catch (error) {
    session.close()
    if (!(error instanceof SesameError)) throw error
    if (error.code === 'address-invalid') return { attempt: all(mail, 'refused', '553 5.1.3'), open: false }
    return { attempt: { kind: 'lost', unsure: ended, said: error.code }, open: false }
  }
}

async function transaction({ session, mail, file, own, ending }: Delivery): Promise<Attempt> {
  const words = [...session.capabilities]
  const offers = (keyword: string) => words.some((word) => word === keyword || word.startsWith(`${keyword} `))
  const most = Number(/^SIZE (\d+)$/.exec(words.find((word) => word.startsWith('SIZE ')) ?? '')?.[1] ?? 0)
  // RFC 1870 §6.1: told beforehand that it is too large.
  if (most > 0 && mail.size > most) return all(mail, 'refused', `552 5.3.4 ${mail.size} > ${most}`)
  const parameters = keptParameters(`SIZE=${mail.size} ${mail.parameters}`, offers)
  let from = await session.run(`MAIL FROM:<${envelopeAddress(mail.sender)}>${parameters}`)
  // Many providers let nobody send without a sender; a bounce of ours goes to its owner only and is never answered with another.
  if (!from.ok && mail.bounceOf !== null && from.status.startsWith('5'))
    from = await session.run(`MAIL FROM:<${envelopeAddress(own)}>${parameters}`)
  if (!from.ok) return refused(mail, from)

  const waiting = mail.to.filter(({ state }) => state === 'waiting')
  const verdicts: Verdict[] = []
  for (const { address } of waiting) {
    const reply = await session.run(`RCPT TO:<${envelopeAddress(address)}>`)
    // RFC 5321 §4.5.3.1.10: what is too many for one transaction goes in the next.
    const tooMany = reply.status === '452' && verdicts.some(({ verdict }) => verdict === 'sent')
    verdicts.push(reply.ok ? { verdict: 'sent', said: '' } : tooMany ? { verdict: 'again', said: wordsOf(reply) } : verdictOf(reply))
    if (reply.status === '421') return { kind: 'answered', verdicts: waiting.map(() => ({ verdict: 'later', said: wordsOf(reply) })) }
  }
  if (!verdicts.some(({ verdict }) => verdict === 'sent')) {
    await session.run('RSET')
    return { kind: 'answered', verdicts }
  }
  const ready = await session.run('DATA')
  if (ready.status !== '354') {
    if (ready.status !== '421') await session.run('RSET')
    return answered(verdicts, ready)
  }
  const piece = Buffer.allocUnsafe(PIECE)
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(piece, 0, PIECE, at)
    if (bytesRead === 0) break
    // A copy: the socket may still hold the last one.
    await session.connection.writeRaw(Buffer.from(piece.subarray(0, bytesRead)))
    at += bytesRead
  }
  ending()
  session.connection.beginReply()
  await session.connection.writeRaw(END)
  return answered(verdicts, await session.readReply())
}

/** What the server said of the message holds for all whom it had taken. */
function answered(verdicts: readonly Verdict[], reply: WireReply): Attempt {
  if (QUOTA.test(wordsOf(reply))) return quota(reply)
  const final = reply.ok ? { verdict: 'sent' as const, said: wordsOf(reply) } : verdictOf(reply)
  return { kind: 'answered', verdicts: verdicts.map((one) => (one.verdict === 'sent' ? final : one)) }
}

function refused(mail: StoredMail, reply: WireReply): Attempt {
  // RFC 4954 §6: the sign-in is gone, not the mail at fault.
  if (reply.status === '530') return { kind: 'shut', pause: { kind: 'unavailable', said: wordsOf(reply) } }
  // “432 4.3.2 Concurrent connections limit exceeded”, 421, and what RFC 3463 §3.8 calls a matter of policy: about the account.
  if (reply.status === '432' || reply.status === '421' || /^4\.7\./.test(reply.code ?? ''))
    return { kind: 'shut', pause: { kind: 'throttled', said: wordsOf(reply) } }
  if (QUOTA.test(wordsOf(reply))) return quota(reply)
  const { verdict, said } = verdictOf(reply)
  return all(mail, verdict, said)
}

/** Exchange (5.1.90, 5.2.0 with “limit”) and Gmail (5.4.5) refuse for good what passes with the day: it waits instead. */
const QUOTA = /\b5\.1\.90\b|\b5\.4\.5\b.*limit|\b5\.2\.0\b.*(limit|quota)/i
const HOUR_S = 3_600

function quota(reply: WireReply): Attempt {
  return { kind: 'shut', pause: { kind: 'throttled', said: wordsOf(reply), retryAfter: HOUR_S } }
}

function all(mail: StoredMail, verdict: Verdict['verdict'], said: string): Attempt {
  return { kind: 'answered', verdicts: mail.to.filter(({ state }) => state === 'waiting').map(() => ({ verdict, said })) }
}

/** RFC 5321 §4.2.1: 4 may pass by itself, 5 does not. What is neither is no answer to rely on. */
function verdictOf(reply: WireReply): Verdict {
  return { verdict: reply.status.startsWith('5') ? 'refused' : 'later', said: wordsOf(reply) }
}

function wordsOf(reply: WireReply): string {
  return reply.lines
    .join(' ')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 500)
}
