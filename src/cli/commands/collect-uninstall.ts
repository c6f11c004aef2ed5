// `sesame collect uninstall`: takes the service's file away, and says how what still runs is ended.

import { uninstallCollect } from '../../sesame.ts'
import { renderUninstalled, serviceRequest } from '../render/service.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) =>
  renderUninstalled(invocation, await uninstallCollect(serviceRequest(invocation.options)))
