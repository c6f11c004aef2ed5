// One message of the queue: where it comes from, what became of it for each recipient, and what that means.

import { EXIT } from '../../model/errors.ts'
import { showQueuedMail } from '../../sesame.ts'
import { moment } from '../moment.ts'
import { field } from '../render/fields.ts'
import { heading } from '../render/heading.ts'
import type { Invocation } from '../spec.ts'
import { type QueuePlace, sizeIn, tellPaused } from './bridge-queue-list.ts'

export async function showQueued({ text, json, out }: Invocation, request: QueuePlace, id: string): Promise<number> {
  const mail = await showQueuedMail(request, id)
  if (json) {
    out.write(`${JSON.stringify(mail)}\n`)
    return EXIT.works
  }
  const { bridgeQueue, locale } = text
  const { label, recipient, bounce } = bridgeQueue
  heading(out, mail.id)
  const open = mail.state === 'waiting'
  for (const [name, value] of [
    [label.subject, mail.subject ?? undefined],
    [label.mailbox, mail.account],
    [label.device, mail.device],
    [label.sender, mail.sender || '<>'],
    [label.tells, mail.bounceOf ?? undefined],
    [label.handed, moment(locale, mail.handed)],
    [label.state, bridgeQueue.state[mail.state]],
    [label.next, open && mail.next !== null ? moment(locale, mail.next) : undefined],
    [label.until, open ? moment(locale, mail.until) : undefined],
    [label.tries, mail.tries],
    [label.size, sizeIn(locale, mail.size)],
    [label.messageId, mail.messageId],
  ] as const)
    field(out, text, name, value)
  out.line('')
  for (const { address, state, said, means } of mail.to) {
    out.line(`${address}${text.known.colon} ${recipient[state]}`, 2, 4)
    if (means !== null) out.line(`${bounce.means[means].what} ${bounce.means[means].next}`, 4, 4)
    if (said !== '') out.line(bounce.said(said), 4, 4)
  }
  if (mail.unsure > 0) out.line(`${bridgeQueue.unsure(mail.unsure)}${open ? ` ${bridgeQueue.again}` : ''}`, 2, 2)
  if (mail.paused !== null && open) {
    out.line('')
    tellPaused({ text, out }, mail.paused)
  }
  return EXIT.works
}
