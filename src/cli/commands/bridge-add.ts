// `sesame bridge add NAME --for ADDRESS`: a password for one device, shown once, with the settings to type beside it.

import { SesameError } from '../../model/errors.ts'
import type { Protocol } from '../../model/protocol.ts'
import { PROTOCOLS } from '../../model/protocol.ts'
import { addBridgeDevice } from '../../sesame.ts'
import { bridgeRequest } from '../bridge-flags.ts'
import { numberOption } from '../number-option.ts'
import { renderNewDevice } from '../render/bridge-device.ts'
import { type CommandRun, listOption, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options } = invocation
  const address = stringOption(options, 'for')
  if (address === undefined) throw new SesameError('option-invalid', { option: '--for', value: '', allowed: 'NAME@DOMAIN' })
  const perMinute = numberOption(options, 'per-minute', 0, 1, 10_000) || undefined
  const added = await addBridgeDevice(bridgeRequest(invocation), {
    name: args[0] as string,
    title: stringOption(options, 'title'),
    address,
    delegate: stringOption(options, 'as'),
    signIn: stringOption(options, 'sign-in'),
    protocols: protocolsOf(stringOption(options, 'protocols')),
    senders: wordsOf(listOption(options, 'senders')),
    networks: wordsOf(listOption(options, 'networks')),
    perMinute,
    expires: stringOption(options, 'expires'),
    mend: options.mend === true,
    digest: options.digest === true,
    queue: options.queue === true,
    oldTls: options['old-tls'] === true,
    ...(options.graph === true && { graph: true }),
  })
  return renderNewDevice(invocation, added)
}

function protocolsOf(text: string | undefined): readonly Protocol[] | undefined {
  if (text === undefined) return undefined
  return text.split(/[\s,]+/).map((word) => {
    const protocol = PROTOCOLS.find((one) => one === word.toLowerCase())
    if (protocol === undefined)
      throw new SesameError('option-invalid', { option: '--protocols', value: word, allowed: PROTOCOLS.join(', ') })
    return protocol
  })
}

/** Several by commas, or by naming the option again. */
const wordsOf = (texts: readonly string[]) => texts.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '')
