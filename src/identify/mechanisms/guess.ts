// The names that most mail servers have, tried in DNS alone. A secret never goes to a guess.

import type { FoundEndpoint } from '../../model/identity.ts'
import type { Protocol, Security } from '../../model/protocol.ts'
import { dnsFailed } from '../asking.ts'
import type { MechanismRun } from '../mechanism.ts'

const GUESSES: readonly { readonly label: string; readonly servers: readonly (readonly [Protocol, number, Security])[] }[] = [
  { label: 'imap', servers: [['imap', 993, 'tls']] },
  { label: 'mail', servers: [['imap', 993, 'tls'], ['smtp', 465, 'tls'], ['smtp', 587, 'starttls']] }, // biome-ignore format: a table
  { label: 'smtp', servers: [['smtp', 465, 'tls'], ['smtp', 587, 'starttls']] }, // biome-ignore format: a table
]
/** A name that nobody gives to a host: it resolves only where every name does. */
const NOBODY = 'no-such-host-5f1c'

export const guess: MechanismRun = {
  mechanism: 'guess',
  reach: 'web',
  source: (address) => `dns:A imap.${address.asciiDomain}`,
  async run({ network, address }, say) {
    const domain = address.asciiDomain
    const source = `dns:A ${GUESSES.map((g) => g.label).join(' ')} ${domain}`
    const [nobody, ...answers] = await Promise.all(
      [NOBODY, ...GUESSES.map((g) => g.label)].map((label) => network.addresses(`${label}.${domain}`)),
    )
    if (answers.every(dnsFailed)) return say({ source, trust: 'guess', status: 'failed', why: 'dns-failed' })
    if (nobody?.status === 'ok') return say({ source, trust: 'guess', status: 'nothing', detail: `*.${domain}` })
    const endpoints = GUESSES.flatMap(({ label, servers }, i): readonly FoundEndpoint[] =>
      answers[i]?.status !== 'ok'
        ? []
        : servers.map(([protocol, port, security]) => ({
            protocol,
            port,
            security,
            host: `${label}.${domain}`,
            username: 'full-address',
            trust: 'guess',
            source: `dns:A ${label}.${domain}`,
          })),
    )
    say({
      source,
      trust: 'guess',
      status: endpoints.length > 0 ? 'found' : 'nothing',
      ...(endpoints.length > 0 && { endpoints, detail: [...new Set(endpoints.map((e) => e.host))].join(', ') }),
    })
  },
}
