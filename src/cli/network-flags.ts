// The network's flags, as every command that reaches out takes them.

import type { Invocation } from './spec.ts'
import { listOption, stringOption } from './spec.ts'

export function networkRequest({ options }: Pick<Invocation, 'options'>) {
  const connectTo = listOption(options, 'connect-to')
  const flags = {
    dns: stringOption(options, 'dns'),
    cacert: stringOption(options, 'cacert'),
    now: stringOption(options, 'now'),
    proxy: stringOption(options, 'proxy'),
  }
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  return { flags: { ...given, ...(connectTo.length > 0 && { connectTo }) }, lab: options.lab === true, env: process.env }
}
