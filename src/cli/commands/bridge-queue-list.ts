// What waits to be sent, as a table; above it, in words, which mailboxes stand still and what to do.

import { EXIT } from '../../model/errors.ts'
import { listMailQueue, type QueuedMail, type WaitingAccount } from '../../sesame.ts'
import { moment } from '../moment.ts'
import { renderTable } from '../render/table.ts'
import { type Invocation, stringOption } from '../spec.ts'

export interface QueuePlace {
  readonly data: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

export async function listQueue({ options, text, json, out }: Invocation, request: QueuePlace): Promise<number> {
  const all = options.all === true
  const list = await listMailQueue(request, { all, account: stringOption(options, 'account') })
  if (json) {
    out.write(`${JSON.stringify(list)}\n`)
    return EXIT.works
  }
  const { bridgeQueue, locale } = text
  const { column, state, total, failed } = bridgeQueue
  const until = new Map(list.paused.map(({ account, next }) => [account, next]))
  for (const paused of list.paused) tellPaused({ text, out }, paused)
  if (list.mails.length === 0) out.line(all ? bridgeQueue.noneAll : bridgeQueue.none)
  else {
    renderTable(
      out,
      [
        { title: column.id },
        { title: column.to, shrinksTo: 16 },
        { title: column.state },
        { title: column.next },
        { title: column.size },
        { title: column.said, shrinksTo: 12 },
      ],
      list.mails.map((mail) => [
        mail.id,
        whom(mail),
        state[mail.state],
        mail.next === null ? '' : moment(locale, later(mail.next, until.get(mail.account))),
        sizeIn(locale, mail.size),
        mail.said,
      ]),
    )
    out.line('')
    if (list.counts.waiting > 0) out.line(total(list.counts.waiting, sizeIn(locale, list.counts.bytes)))
  }
  if (!all && list.counts.failed > 0) out.line(failed(list.counts.failed))
  return EXIT.works
}

/** Why it stands still, since when, in the server's words, and what to do. */
export function tellPaused({ text, out }: Pick<Invocation, 'text' | 'out'>, { account, why, said, since }: WaitingAccount): void {
  const { bridgeQueue, locale } = text
  const words = bridgeQueue.why[why](account)
  out.line(`${out.style('bold', words.what)} ${bridgeQueue.since(moment(locale, since))}`)
  if (said !== '') out.line(bridgeQueue.bounce.said(said), 2, 4)
  out.line(words.next, 2, 4)
  out.line('')
}

/** ISO dates are in order as texts. */
function later(next: string, pause = ''): string {
  return next > pause ? next : pause
}

/** Of several, how many come first: the end of a long cell is cut. */
function whom({ to }: QueuedMail): string {
  const open = to.filter(({ state }) => state !== 'sent')
  const [first, ...rest] = open.length > 0 ? open : to
  return rest.length === 0 ? (first?.address ?? '') : `(${rest.length + 1}) ${first?.address ?? ''}`
}

/** 12 kB, 3.4 MB; as the language writes it. */
export function sizeIn(locale: string, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}
