// One queued message by Microsoft Graph: as MIME in one request where it fits, by a draft and uploads where it does not.

import type { FileHandle } from 'node:fs/promises'
import type { Network } from '../../net/network.ts'
import type { StoredMail } from '../../store/queue.ts'
import type { Attempt } from '../queue/judge.ts'
import { pauseBy } from '../queue/pauses.ts'
import type { Account } from '../shapes.ts'
import { cutAttachments } from './cut-attachments.ts'
import { fitHeader } from './envelope-in-header.ts'
import { askGraph, type GraphAnswer, type GraphCall } from './graph-call.ts'
import type { GraphKeys } from './graph-keys.ts'
import { verdictOf } from './graph-verdict.ts'
import { sendDraft } from './send-draft.ts'

export interface GraphDelivery {
  readonly network: Network
  readonly keys: GraphKeys
  readonly account: Account
  readonly mail: StoredMail
  readonly file: FileHandle
  /** Called before the request that sends; must be durable when it returns. */
  readonly ending: () => void
  readonly signal?: AbortSignal
}

/** A request holds at most 4 MB, and base64 makes three bytes four. */
export const ONE_REQUEST = 2_990_000

/** Never throws for what a server does. */
export async function deliverGraph({ network, keys, account, mail, file, ending, signal }: GraphDelivery): Promise<Attempt> {
  const first = await keys.key(account)
  if (!first.ok) return { kind: 'shut', pause: pauseBy(first.shut) }
  const waiting = mail.to.filter(({ state }) => state === 'waiting').map(({ address }) => address)
  const message = fitted(unstuffed(await file.readFile()), waiting, account.id)
  const refused = (said: string): Attempt => ({ kind: 'answered', verdicts: waiting.map(() => ({ verdict: 'refused', said })) })
  const cut = message.length > ONE_REQUEST ? cutAttachments(message, ONE_REQUEST) : null
  if (cut !== null && !cut.ok) return refused(`not-for-graph ${cut.why} ${message.length}`)
  const send = (call: GraphCall) => (cut === null ? sendWhole(call, message, ending) : sendDraft(call, cut, ending))
  let answer = await send({ network, key: first.key, signal })
  if (answer.kind === 'answer' && answer.status === 401) {
    // A kept token may have died before its time.
    const second = await keys.key(account, first.key.token)
    if (!second.ok) return { kind: 'shut', pause: pauseBy(second.shut) }
    answer = await send({ network, key: second.key, signal })
  }
  if (answer.kind === 'answer' && answer.status === 413) return refused(answer.said)
  return verdictOf(answer, waiting.length)
}

function sendWhole(call: GraphCall, message: Buffer, ending: () => void): Promise<GraphAnswer> {
  ending()
  return askGraph(call, { method: 'POST', path: `${call.key.mailbox}/sendMail`, type: 'text/plain', body: message.toString('base64') })
}

function fitted(message: Buffer, recipients: readonly string[], from: string): Buffer {
  const bare = message.subarray(0, 2).toString('latin1') === '\r\n'
  const end = bare ? -2 : message.indexOf('\r\n\r\n')
  const stop = end === -1 ? message.length : end + 2
  const { header } = fitHeader(message.subarray(0, stop).toString('latin1'), recipients, from)
  const body = end === -1 ? Buffer.from('\r\n') : message.subarray(stop)
  return Buffer.concat([Buffer.from(header, 'latin1'), body])
}

/** RFC 5321 §4.5.2: a dot that was put before a line is taken away. */
export function unstuffed(stuffed: Buffer): Buffer {
  const pieces: Buffer[] = []
  let from = stuffed[0] === 46 ? 1 : 0
  for (let at = stuffed.indexOf('\n.', from); at >= 0; at = stuffed.indexOf('\n.', from)) {
    pieces.push(stuffed.subarray(from, at + 1))
    from = at + 2
  }
  pieces.push(stuffed.subarray(from))
  return Buffer.concat(pieces)
}
