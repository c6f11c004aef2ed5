// `sesame collect run`: collects until it is stopped, or once; a person reads a line a round, a program a line for each message.

import { EXIT } from '../../model/errors.ts'
import { type CollectEvent, type CollectionState, runCollect } from '../../sesame.ts'
import { collectRequest } from '../collect-flags.ts'
import { cameIn, clock, renderTrouble } from '../render/collect.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err, signal } = invocation
  const words = text.collect
  const once = options.once === true
  // The first signal lets the message under way come to its end; the second does not.
  const hard = new AbortController()
  const kill = () => hard.abort(signal.reason)
  signal.addEventListener(
    'abort',
    () => {
      if (err.interactive && !json) err.line(words.stopping)
      for (const name of SIGNALS) process.once(name, kill)
    },
    { once: true },
  )
  const on = (event: CollectEvent) => {
    if (json) return out.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`)
    switch (event.kind) {
      case 'running':
        return err.line(event.names.length === 0 ? words.none : words.running(event.names.length))
      case 'elsewhere':
        return err.line(err.style('yellow', text.error('collection-running', { name: event.name }).what))
      case 'skipped': {
        const { name, state } = event
        const line = state.trouble?.kind === 'sign-in' ? words.stillShut(name) : words.notNow(name, clock(text, state.next ?? 0))
        err.line(err.style('yellow', line))
        return renderTrouble(err, text, { collection: event.collection, state }, 2)
      }
      case 'round': {
        const { name, round, state, collection } = event
        const next = once || state.next === null ? '' : ` · ${words.nextAt(clock(text, state.next))}`
        const came = event.failure !== null && round.collected.messages === 0 ? '' : cameIn(text, round)
        if (came !== '')
          out.line(
            `${out.style('dim', clock(text, round.at))} ${words.round(name, came)}${event.failure === null ? out.style('dim', next) : ''}`,
          )
        if (event.failure === null && state.trouble === null) return
        if (came === '') err.line(`${err.style('dim', clock(text, round.at))} ${name}`)
        return renderTrouble(err, text, { collection, state }, 2)
      }
      default:
    }
  }
  const states = await runCollect(
    { ...collectRequest(invocation), signal: hard.signal, stop: signal, name: args[0], once, again: options.again === true },
    on,
  )
  for (const name of SIGNALS) process.off(name, kill)
  if (once && states.length === 0 && !json && !signal.aborted) err.line(words.none)
  return once ? exitOf(states) : EXIT.works
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

function exitOf(states: readonly CollectionState[]): number {
  const kinds = states.flatMap(({ trouble }) => (trouble === null ? [] : [trouble.kind]))
  if (kinds.some((kind) => kind === 'sign-in' || kind === 'full' || kind === 'messages')) return EXIT.fault
  return kinds.length > 0 ? EXIT.unknown : EXIT.works
}
