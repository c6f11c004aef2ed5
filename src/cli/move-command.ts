// What `copy`, `backup` and `restore` have in common: options into a request, plan and question, progress with keys, the end, and the exit code.

import { EXIT, SesameError } from '../model/errors.ts'
import { type MoveControl, type MovedResult, type MoveEvent, type MoveRequest, move, version } from '../sesame.ts'
import { dayOption } from './day-option.ts'
import { numberOption } from './number-option.ts'
import { personAt } from './person.ts'
import { renderEnd } from './render/transfer-end.ts'
import { renderPlan } from './render/transfer-plan.ts'
import { sameCommand } from './same-command.ts'
import { sideRequest } from './side-request.ts'
import { sizeOption } from './size-option.ts'
import { type Invocation, listOption, stringOption } from './spec.ts'
import { listenToKeys } from './terminal-keys.ts'
import { type Teller, transferTeller } from './transfer-teller.ts'
import { keepYoungHeapSmall } from './young-heap.ts'

export interface MoveWords {
  readonly kind: MoveRequest['kind']
  readonly from: string
  readonly to: string
}

/** As it is typed. */
const WHEN: Readonly<Record<string, MoveRequest['compress']>> = { auto: 'auto', on: true, off: false }

/** How often a live transfer looks again. */
const WATCH_MS = 60_000

export async function moveCommand(invocation: Invocation, { kind, from, to }: MoveWords): Promise<number> {
  const { options, text, lang, json, out, err, signal, table } = invocation
  keepYoungHeapSmall()
  const { room, given } = await sideRequest(invocation, 2)
  let control: MoveControl | undefined
  const stop = new AbortController()
  const teller = transferTeller(invocation, { source: from, target: to })
  const request: MoveRequest = {
    ...{ kind, room, from, to, keys: given, stop: stop.signal },
    onControl: (one) => {
      control = one
    },
    rules: rulesOf(invocation),
    options: transferOptions(invocation),
    level: (stringOption(options, 'proof') ?? 'counted') as MoveRequest['level'],
    accept: stringOption(options, 'accept'),
    format: (stringOption(options, 'format') ?? (process.platform === 'win32' ? 'eml' : undefined)) as MoveRequest['format'],
    compress: WHEN[stringOption(options, 'compress') ?? 'auto'] ?? 'auto',
    dryRun: options['dry-run'] === true,
    reports: listOption(options, 'report'),
    version: version(),
    command: sameCommand(kind, invocation.args, options, table),
    confirm: (shown) => confirmed(invocation, teller, shown),
  }
  let listening: { end(): void } | null = null
  const onStop = () => teller.say(text.transfer.live.stopping)
  for (const one of [signal, stop.signal]) one.addEventListener('abort', onStop, { once: true })
  let result: MovedResult
  try {
    result = await move(request, (event) => {
      tell(invocation, teller, event)
      // Until the plan is agreed to, the terminal belongs to the questions.
      if (
        event.kind === 'phase' &&
        event.phase !== 'connect' &&
        listening === null &&
        control !== undefined &&
        !json &&
        options.quiet !== true &&
        err.interactive
      )
        listening = keysFor(teller, control, stop)
    })
  } finally {
    signal.removeEventListener('abort', onStop)
    ;(listening as { end(): void } | null)?.end()
    teller.end()
  }
  const exit = exitOf(result, signal)
  if (json) out.write(`${JSON.stringify({ kind: 'end', exit, transfer: kind, ...resultJson(result) })}\n`)
  else if (request.dryRun) {
    renderPlan(out, text, lang, result)
    out.line()
    out.line(text.transfer.plan.dryRun)
  } else if (result.outcome !== null && !(options.quiet === true && exit === EXIT.works))
    renderEnd(out, text, lang, { ...result, outcome: result.outcome })
  return exit
}

function keysFor(teller: Teller, control: MoveControl, stop: AbortController) {
  const listening = listenToKeys((pressed) => {
    if (pressed === 'q') stop.abort(new SesameError('interrupted'))
    if (pressed !== 'p') return
    if (control.paused) control.resume()
    else control.pause()
    teller.paused(control.paused)
  })
  teller.keys(listening !== null)
  // Whoever has paused and stops must not wait for ever.
  stop.signal.addEventListener('abort', () => control.resume(), { once: true })
  return listening
}

function tell(invocation: Invocation, teller: Teller, event: MoveEvent): void {
  const { json, out, err, text, options } = invocation
  if (json) {
    out.write(`${JSON.stringify(event)}\n`)
    return
  }
  if (event.kind === 'opening') {
    if (err.interactive && options.quiet !== true) err.line(err.style('dim', text.transfer.opening(event.from, event.to)))
  } else if (event.kind === 'plan') teller.expect(event.plan.copy)
  else if (event.kind === 'switch') teller.say(text.transfer.live.mx(event.to))
  else teller.tell(event)
}

/** The plan goes to where people read; on a terminal they say yes. */
async function confirmed(
  invocation: Invocation,
  teller: Teller,
  shown: Parameters<NonNullable<MoveRequest['confirm']>>[0],
): Promise<boolean> {
  const { json, options, err, text, lang } = invocation
  const words = text.transfer.plan
  teller.end()
  if (!json && options.quiet !== true) renderPlan(err, text, lang, shown)
  if (!json && options.quiet !== true) err.line()
  const person = options.yes === true || json ? null : personAt(invocation)
  // Nobody is asked about nothing.
  const idle = shown.plan.copy.messages === 0 && options.mirror !== true
  if (person === null || options.quiet === true || idle) return true
  return yes(invocation, await person.line(`${words.goOn} ${text.vault.yesNo}`))
}

function yes({ err, text }: Invocation, answer: string): boolean {
  if (text.vault.yes.test(answer.trim())) return true
  err.line(text.transfer.plan.cancelled)
  return false
}

export function rulesOf({ options }: Invocation): MoveRequest['rules'] {
  const [since, before, largest] = [dayOption(options, 'since'), dayOption(options, 'before'), sizeOption(options, 'largest')]
  return {
    include: listOption(options, 'include'),
    exclude: listOption(options, 'exclude'),
    ...(since !== undefined && { since }),
    ...(before !== undefined && { before }),
    ...(largest !== undefined && { largest }),
    folders: listOption(options, 'folder').map((rule) => {
      const at = rule.indexOf('=')
      const [from, to] = [pathOf(rule.slice(0, Math.max(0, at))), pathOf(rule.slice(at + 1))]
      if (at < 1 || from.length === 0 || to.length === 0)
        throw new SesameError('option-invalid', { option: '--folder', value: rule, allowed: 'Sent=Archive/Sent' })
      return { from, to }
    }),
    under: pathOf(stringOption(options, 'under') ?? ''),
    mirror: options.mirror === true,
    order: (stringOption(options, 'order') ?? 'auto') as MoveRequest['rules']['order'],
    deleted: (stringOption(options, 'deleted') ?? 'copy') as MoveRequest['rules']['deleted'],
  }
}

const pathOf = (text: string): string[] =>
  text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')

function transferOptions({ options }: Invocation): MoveRequest['options'] {
  const connections = stringOption(options, 'connections') === undefined ? undefined : numberOption(options, 'connections', 4, 1, 50)
  const bytesPerSecond = sizeOption(options, 'limit-rate')
  return {
    ...(connections !== undefined && { connections: Math.round(connections) }),
    passes: options.live === true || options['until-still'] === true ? 'until-still' : 'one',
    ...(options.live === true && { watchMs: WATCH_MS }),
    confirmed: options.yes === true,
    whenUsedUp: options['no-wait'] === true ? 'end' : 'wait',
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
  }
}

function exitOf({ outcome, notAccepted }: MovedResult, signal: AbortSignal): number {
  if (signal.aborted) return EXIT.unknown
  if (outcome === null) return EXIT.works
  if (outcome.ended === 'stopped') return EXIT.unknown
  return outcome.ended === 'complete' && notAccepted.length === 0 ? EXIT.works : EXIT.fault
}

function resultJson({ plan: _, gmail: __, kind: ___, outcome, ...told }: MovedResult) {
  return { ...told, outcome }
}
