// `sesame collect install`: makes a service of `sesame collect run`.

import { installCollect } from '../../sesame.ts'
import { installRequest, renderInstalled } from '../render/service.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) => renderInstalled(invocation, await installCollect(installRequest(invocation.options)))
