// Mail that waits, in words, with what can be done with each message.

import type { Lang } from '../../../model/lang.ts'
import { listMailQueue, type QueuedMail } from '../../../sesame.ts'
import { bridgeOnDesk, type DeskBridgeText } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { QueueData, QueuedRow } from '../../bridge-view.ts'
import type { DeskRoom } from '../desk.ts'

/** Beyond that the terminal is the better place. */
const MOST = 200

export async function queueData(room: DeskRoom, all: boolean, lang: Lang): Promise<Omit<QueueData, 'done'>> {
  const t = bridgeOnDesk(lang)
  const words = textIn(lang).bridgeQueue
  const { mails, paused, counts } = await listMailQueue(await room.bridge.request(), { all })
  return {
    all,
    waiting: counts.waiting,
    waits: counts.oldest === null ? '' : t.queue.waits(counts.waiting, t.moment(counts.oldest)),
    paused: paused.map(({ account, why, said }) => ({ ...words.why[why](account), said })),
    rows: mails.slice(0, MOST).map((mail) => row(mail, t, words.state)),
  }
}

function row(
  { id, to, device, handed, state, next, said }: QueuedMail,
  t: DeskBridgeText,
  states: Readonly<Record<string, string>>,
): QueuedRow {
  const left = to.filter((one) => one.state !== 'sent')
  const [first, ...rest] = left.length > 0 ? left : to
  return {
    ...{ id, device, said },
    to: [first?.address ?? '', rest.length === 0 ? '' : t.queue.and(rest.length)].filter(Boolean).join(' '),
    handed: t.moment(handed),
    state: states[state] ?? state,
    next: next === null ? t.none : t.moment(next),
    may: state === 'waiting' ? ['retry', 'cancel'] : state === 'failed' ? ['retry'] : [],
  }
}
