// `sesame identify`: who holds each mailbox, how it is known, and where it is reached.

import { EXIT, SesameError } from '../../model/errors.ts'
import type { Identity } from '../../model/identity.ts'
import { addressOf, identifyAll, identifyOne, openNetwork, providerName } from '../../sesame.ts'
import { identityJson } from '../identity-json.ts'
import { networkRequest } from '../network-flags.ts'
import { numberOption } from '../number-option.ts'
import { progressOn } from '../progress.ts'
import { renderFindings, renderHolder, renderServers } from '../render/identity.ts'
import type { CommandRun, Invocation } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, json, signal } = invocation
  const request = {
    ...networkRequest(invocation),
    offline: options.offline === true,
    deadlineMs: numberOption(options, 'deadline', 3, 0.1, 60) * 1000,
    signal,
  }
  const texts = args.length === 1 && args[0] === '-' ? await addressesFromInput() : args
  if (texts.length === 1 && !json) return one(invocation, request, texts[0] as string)
  let found = 0
  for await (const identity of identifyAll(request, texts)) {
    if (signal.aborted) throw signal.reason
    if (known(identity)) found++
    await show(invocation, identity)
  }
  return found === texts.length ? EXIT.works : EXIT.unknown
}

async function one(invocation: Invocation, request: Parameters<typeof identifyAll>[0], text: string): Promise<number> {
  const address = await addressOf(text)
  const progress = progressOn(invocation.err, false)
  const { network, close } = await openNetwork(request)
  try {
    progress.step(invocation.text.doctor.identifying(address.text))
    const identity = await identifyOne(network, address, request)
    progress.clear()
    renderHolder(invocation.out, invocation.text, identity, await providerName(identity.provider))
    renderServers(invocation.out, invocation.text, identity)
    renderFindings(invocation.out, invocation.text, identity.findings)
    return known(identity) ? EXIT.works : EXIT.unknown
  } finally {
    progress.clear()
    await close()
  }
}

async function show({ json, out, text }: Invocation, identity: Identity): Promise<void> {
  const name = await providerName(identity.provider)
  if (json) out.write(`${JSON.stringify(identityJson(identity, name))}\n`)
  else
    out.line(
      `${identity.address.text}  ${name ?? text.doctor.nobody} ${out.style('dim', `(${text.confidence[identity.confidence]})`)}`,
      0,
      2,
    )
}

const known = (identity: Identity) => identity.provider !== null || identity.endpoints.some((e) => e.trust !== 'guess')

async function addressesFromInput(): Promise<string[]> {
  const parts: Buffer[] = []
  for await (const part of process.stdin as AsyncIterable<Buffer>) parts.push(part)
  const words = Buffer.concat(parts)
    .toString('utf8')
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) throw new SesameError('address-invalid', { text: '' })
  return words
}
