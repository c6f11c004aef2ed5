// `sesame bridge queue`: mail that waits to be sent; one message of it shown, taken back, tried again, or everything now.

import { EXIT, SesameError } from '../../model/errors.ts'
import { cancelQueuedMail, flushMailQueue, retryQueuedMail } from '../../sesame.ts'
import { type CommandRun, stringOption } from '../spec.ts'
import { listQueue } from './bridge-queue-list.ts'
import { showQueued } from './bridge-queue-show.ts'

const ACTIONS = ['list', 'show', 'cancel', 'retry', 'flush']

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err } = invocation
  const { bridgeQueue } = text
  const [action = 'list', id = ''] = args
  const request = { data: stringOption(options, 'data'), env: process.env }
  const wrong = (option: string, value: string, allowed: string) => new SesameError('option-invalid', { option, value, allowed })
  if (!ACTIONS.includes(action)) throw wrong('ACTION', action, ACTIONS.join(', '))
  if (action === 'list') return listQueue(invocation, request)
  if (action === 'flush') {
    const tried = await flushMailQueue(request)
    if (json) out.write(`${JSON.stringify({ tried })}\n`)
    else {
      out.line(bridgeQueue.flushed(tried))
      if (tried > 0) out.line(bridgeQueue.needsBridge)
    }
    return EXIT.works
  }
  if (id === '') throw wrong('ID', '', 'sesame bridge queue')
  if (action === 'show') return showQueued(invocation, request, id)
  if (action === 'cancel') {
    const became = await cancelQueuedMail(request, id)
    if (json) out.write(`${JSON.stringify({ id, cancelled: became === 'cancelled', ...(became !== 'cancelled' && { why: became }) })}\n`)
    else if (became === 'cancelled') out.line(bridgeQueue.cancelled(id))
    else err.line(bridgeQueue.notCancelled[became](id))
    return became === 'cancelled' ? EXIT.works : EXIT.fault
  }
  const tried = await retryQueuedMail(request, id)
  if (json) out.write(`${JSON.stringify({ id, tried })}\n`)
  else if (tried) out.line(`${bridgeQueue.retried(id)} ${bridgeQueue.needsBridge}`)
  else err.line(bridgeQueue.notRetried(id))
  return tried ? EXIT.works : EXIT.fault
}
