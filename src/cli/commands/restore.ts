// `sesame restore DIR ADDRESS`: files back into a mailbox.

import { asFiles } from '../as-files.ts'
import { moveCommand } from '../move-command.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = (invocation) => {
  const [first = '', second = ''] = invocation.args
  return moveCommand(invocation, { kind: 'restore', from: asFiles(first), to: second })
}
