// `sesame bridge uninstall`: takes the service's file away, and says how what still runs is ended.

import { EXIT } from '../../model/errors.ts'
import { uninstallBridge } from '../../sesame.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, err }) => {
  const words = text.bridgeService.install
  const request = { data: stringOption(options, 'data'), env: process.env, system: options.system === true, force: options.force === true }
  const gone = await uninstallBridge(request)
  const exit = { removed: EXIT.works, nothing: EXIT.usage, foreign: EXIT.unsafe }[gone.outcome]
  if (json) {
    out.write(`${JSON.stringify({ ...gone, exit })}\n`)
    return exit
  }
  if (gone.outcome === 'foreign') err.line(err.style('yellow', words.foreign(gone.file)))
  else if (gone.outcome === 'nothing') err.line(words.nothing(gone.file))
  else {
    out.line(words.removed(gone.file))
    out.line(words.next)
    for (const command of gone.stop) out.write(`  ${command}\n`)
  }
  return exit
}
