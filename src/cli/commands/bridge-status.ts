// `sesame bridge status`: how the bridge, its mailboxes and its devices stand; `--watch` shows it until it is stopped.

import { setTimeout as wait } from 'node:timers/promises'
import { EXIT } from '../../model/errors.ts'
import { type BridgeStatus, bridgeStatus } from '../../sesame.ts'
import { renderBridgeStatus } from '../render/bridge-status.ts'
import { type CommandRun, stringOption } from '../spec.ts'

const EVERY_MS = 2_000

export const run: CommandRun = async (invocation) => {
  const { options, text, json, out, lang, signal } = invocation
  const request = { data: stringOption(options, 'data'), env: process.env, flags: {}, lab: false, lang }
  const show = (status: BridgeStatus) => {
    if (json) out.write(`${JSON.stringify({ ...status, exit: exitOf(status) })}\n`)
    else renderBridgeStatus(out, text, status)
  }
  for (;;) {
    const status = await bridgeStatus(request)
    // Home and clear, as one writing, so that nothing flickers.
    if (options.watch === true && !json && out.interactive) out.write('\u001b[H\u001b[2J')
    show(status)
    if (options.watch !== true) return exitOf(status)
    await wait(EVERY_MS, undefined, { signal }).catch(() => {})
    if (signal.aborted) return exitOf(status)
  }
}

function exitOf({ running, accounts }: BridgeStatus): number {
  if (accounts.some(({ shut }) => shut !== null)) return EXIT.fault
  return running ? EXIT.works : EXIT.unknown
}
