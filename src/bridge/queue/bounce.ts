// The mail that tells the owner what was not delivered: plain words first, then what programs read (RFC 3464), then the header of the message that did not arrive.

import { randomUUID } from 'node:crypto'
import type { Lang } from '../../model/lang.ts'
import type { StoredMail } from '../../store/queue.ts'
import { textIn } from '../../text/index.ts'
import { stuffDots } from '../../wire/dot-stuffing.ts'
import { meaningOf } from './meaning.ts'

export interface BounceOf {
  readonly mail: StoredMail
  readonly lost: readonly { readonly address: string; readonly said: string }[]
  /** The beginning of the message; its header is taken from it. */
  readonly start: Buffer
  /** The owner's own mailbox: it goes nowhere else. */
  readonly owner: string
  readonly lang: Lang
  readonly now: number
}

export interface Bounce {
  /** As the queue keeps messages: dots stuffed, without the final dot. */
  readonly bytes: Buffer
  readonly messageId: string
}

const HEADER_MOST = 16_384

export function makeBounce({ mail, lost, start, owner, lang, now }: BounceOf): Bounce {
  const { bounce } = textIn(lang).bridgeQueue
  const domain = owner.split('@')[1] ?? 'localhost'
  const messageId = `<${randomUUID()}@${domain}>`
  const boundary = `=_${randomUUID()}`
  const header = headerOf(start)
  const words = [
    bounce.hello(mail.device, bounce.moment(new Date(mail.made))),
    '',
    ...lost.flatMap(({ address, said }) => {
      const { what, next } = bounce.means[mail.unsure > 0 && meaningOf(said) === 'unsure' ? 'unsure' : meaningOf(said)]
      return [bounce.notTo(address), `  ${what}`, `  ${next}`, ...(said === '' ? [] : [`  ${bounce.said(said)}`]), '']
    }),
    ...others(mail, lost, bounce.arrived),
    bounce.rest,
    bounce.id(mail.id),
  ]
  const report = [
    `Reporting-MTA: dns; sesame.localhost`,
    `X-Sesame-Queue-ID: ${mail.id}`,
    `Arrival-Date: ${date(mail.made)}`,
    // RFC 3464 §2.3: each recipient in a block of its own.
    ...lost.flatMap(({ address, said }) => [
      '',
      `Final-Recipient: rfc822; ${ascii(address)}`,
      'Action: failed',
      `Status: ${/\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(said)?.[1]?.replace(/^4/, '5') ?? '5.0.0'}`,
      `Diagnostic-Code: smtp; ${ascii(said)}`,
    ]),
  ]
  const part = (type: string, body: string) => [
    `--${boundary}`,
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    '',
    wrap(body),
  ]
  const text = [
    `From: ${encoded(bounce.from)} <${owner}>`,
    `To: <${owner}>`,
    `Subject: ${encoded(bounce.subject(lost[0]?.address ?? '', lost.length))}`,
    `Date: ${date(now)}`,
    `Message-ID: ${messageId}`,
    ...(mail.messageId === '' ? [] : [`References: ${ascii(mail.messageId)}`]),
    // RFC 3834 §5: nobody's automatic answer may answer this.
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    ...part('text/plain; charset=utf-8', words.join('\r\n')),
    ...part('message/delivery-status', `${report.join('\r\n')}\r\n`),
    ...part('text/rfc822-headers', header),
    `--${boundary}--`,
    '',
  ].join('\r\n')
  const stuffed = stuffDots(Buffer.from(text, 'utf8'))
  return { bytes: stuffed.subarray(0, -3), messageId }
}

function others(mail: StoredMail, lost: BounceOf['lost'], arrived: (addresses: string) => string): string[] {
  const sent = mail.to.filter(({ state, address }) => state === 'sent' && !lost.some((one) => one.address === address))
  return sent.length === 0 ? [] : [arrived(sent.map(({ address }) => address).join(', ')), '']
}

function headerOf(start: Buffer): string {
  const text = start.subarray(0, HEADER_MOST).toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  return end < 0 ? text : text.slice(0, end + 2)
}

/** RFC 2045 §6.8: lines of 76. */
function wrap(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64').replaceAll(/.{76}/g, '$&\r\n')
}

/** RFC 2047 §2: words of at most 75 characters. */
function encoded(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.slice(0, 200)
  const words: string[] = []
  let word = ''
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 42) {
      words.push(word)
      word = ''
    }
    word += letter
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')
}

/** One line, whatever a server said. */
function ascii(text: string): string {
  return text.replaceAll(/[^ -~]+/g, '?').slice(0, 500)
}

function date(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000')
}
