// `sesame bridge`: runs until it is stopped; says who comes, in one line each, and what to do when the provider says no.

import { EXIT } from '../../model/errors.ts'
import { type BridgeEvent, runBridge, version } from '../../sesame.ts'
import { bridgeRequest, listenersFrom } from '../bridge-flags.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { options, text, json, out, err, lang, signal } = invocation
  const format = stringOption(options, 'log') as 'text' | 'json' | 'none' | undefined
  // For a person who looks on; a service writes its log itself.
  const shown = err.interactive && !json && format === undefined
  const words = text.bridge
  const say = (event: BridgeEvent) => {
    if (json) return out.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`)
    const line = shown ? (text.bridgeService.event(event) ?? words.event(event)) : null
    if (line !== null) err.line(event.kind === 'shut' || event.kind === 'denied' ? err.style('yellow', line) : line)
  }
  const bridge = await runBridge(bridgeRequest(invocation), listenersFrom(options), say, {
    ...{ lang, version: version(), signals: true, metrics: stringOption(options, 'metrics') },
    log: { format, file: stringOption(options, 'log-file') },
    ...(!shown && !json && { stderr: (line: string) => void process.stderr.write(line) }),
  })
  if (shown) err.line(words.running)
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  if (shown) err.line(words.stopping)
  // The first signal lets those who are in finish; the second does not.
  const now = () => void bridge.stop(0)
  for (const name of SIGNALS) process.once(name, now)
  await bridge.stop(bridge.graceMs())
  for (const name of SIGNALS) process.off(name, now)
  return EXIT.works
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
