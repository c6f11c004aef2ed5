// `sesame copy FROM TO`: everything of one mailbox into another.

import { moveCommand } from '../move-command.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = (invocation) => {
  const [first = '', second = ''] = invocation.args
  return moveCommand(invocation, { kind: 'copy', from: first, to: second })
}
