// `sesame backup ADDRESS DIR`: a mailbox as files.

import { asFiles } from '../as-files.ts'
import { moveCommand } from '../move-command.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = (invocation) => {
  const [first = '', second = ''] = invocation.args
  return moveCommand(invocation, { kind: 'backup', from: first, to: asFiles(second) })
}
