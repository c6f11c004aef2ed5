// `sesame bridge revoke NAME`: the device's password is dead from its next sign-in on.

import { EXIT } from '../../model/errors.ts'
import { revokeBridgeDevice } from '../../sesame.ts'
import { bridgeRequest } from '../bridge-flags.ts'
import type { CommandRun } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const name = args[0] as string
  const forget = options.forget === true
  const was = await revokeBridgeDevice(bridgeRequest(invocation), name, forget)
  if (json) out.write(`${JSON.stringify({ device: name, revoked: was, forgotten: forget })}\n`)
  else out.line(forget ? text.bridge.forgotten(name) : was ? text.bridge.revoked(name) : text.bridge.revokedBefore(name))
  return EXIT.works
}
