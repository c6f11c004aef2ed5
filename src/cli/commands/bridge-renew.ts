// `sesame bridge renew NAME`: another password for the same device, shown once.

import { renewBridgeDevice } from '../../sesame.ts'
import { bridgeRequest } from '../bridge-flags.ts'
import { renderNewDevice } from '../render/bridge-device.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) =>
  renderNewDevice(invocation, await renewBridgeDevice(bridgeRequest(invocation), invocation.args[0] as string))
