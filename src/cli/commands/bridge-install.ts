// `sesame bridge install`: makes a service of the bridge, with the doors and settings that were given.

import { installBridge } from '../../sesame.ts'
import { installRequest, renderInstalled } from '../render/service.ts'
import { type CommandRun, listOption, type OptionValues, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { options } = invocation
  return renderInstalled(invocation, await installBridge({ ...installRequest(options), args: argsOf(options) }))
}

/** What the service gives to `sesame bridge`. */
function argsOf(options: OptionValues): readonly string[] {
  const doors = ['imap', 'pop3', 'smtp'].flatMap((name) => listOption(options, name).flatMap((one) => [`--${name}`, one]))
  const others = ['metrics', 'log', 'log-file'].flatMap((name) => {
    const value = stringOption(options, name)
    return value === undefined ? [] : [`--${name}`, value]
  })
  return [...doors, ...(options['old-tls'] === true ? ['--old-tls'] : []), ...others]
}
