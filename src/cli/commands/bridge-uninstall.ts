// `sesame bridge uninstall`: takes the service's file away, and says how what still runs is ended.

import { uninstallBridge } from '../../sesame.ts'
import { renderUninstalled, serviceRequest } from '../render/service.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) =>
  renderUninstalled(invocation, await uninstallBridge(serviceRequest(invocation.options)))
