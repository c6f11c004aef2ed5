// `sesame bridge`: runs until it is stopped; says who comes, in one line each, and what to do when the provider says no.

import { EXIT } from '../../model/errors.ts'
import { type BridgeEvent, runBridge } from '../../sesame.ts'
import { bridgeRequest, listenersFrom } from '../bridge-flags.ts'
import type { CommandRun } from '../spec.ts'

const GRACE_MS = 5_000

export const run: CommandRun = async (invocation) => {
  const { options, text, json, out, err, signal } = invocation
  const words = text.bridge
  const say = (event: BridgeEvent) => {
    if (json) return out.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`)
    const line = words.event(event)
    if (line !== null) err.line(event.kind === 'shut' || event.kind === 'denied' ? err.style('yellow', line) : line)
  }
  const bridge = await runBridge(bridgeRequest(invocation), listenersFrom(options), say)
  if (!json) err.line(words.running)
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  if (!json) err.line(words.stopping)
  await bridge.stop(GRACE_MS)
  return EXIT.works
}
