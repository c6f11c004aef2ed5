// Service records of a mail domain: RFC 6186 (IMAP, POP3, submission) and RFC 8314 §5.1 (submission over TLS from the first byte).

import type { FoundEndpoint } from '../../model/identity.ts'
import type { Protocol, Security } from '../../model/protocol.ts'
import type { SrvRecord } from '../../net/network.ts'
import { dnsFailed } from '../asking.ts'
import { publicHost, sameSite } from '../hosts.ts'
import type { Asking, MechanismRun, Said } from '../mechanism.ts'
import { byName, byServer } from '../recognise.ts'

/** RFC 8314 §3: TLS from the first byte comes before STARTTLS. */
export const SERVICES: readonly { readonly label: string; readonly protocol: Protocol; readonly security: Security }[] = [
  { label: '_imaps', protocol: 'imap', security: 'tls' },
  { label: '_imap', protocol: 'imap', security: 'starttls' },
  { label: '_pop3s', protocol: 'pop3', security: 'tls' },
  { label: '_pop3', protocol: 'pop3', security: 'starttls' },
  { label: '_submissions', protocol: 'smtp', security: 'tls' },
  { label: '_submission', protocol: 'smtp', security: 'starttls' },
]

/** Of each service; an answer with hundreds is an attack or an error. */
const TARGETS = 8

/** Calendars are no business of ours, but panels publish them on ports of their own (cPanel: 2080), which names the panel. */
const SIGN = '_caldavs'

/** RFC 2782: the lowest priority first; inside one, the heaviest, since a list has no use for chance. */
export function inOrder(records: readonly SrvRecord[]): readonly SrvRecord[] {
  return [...records].sort((a, b) => a.priority - b.priority || b.weight - a.weight)
}

export const srv: MechanismRun = {
  mechanism: 'srv',
  reach: 'dns',
  source: (address) => `dns:SRV _imaps._tcp.${address.asciiDomain}`,
  async run(asking, say) {
    const { network, knowledge, address } = asking
    const sign = readSign(asking, say)
    const answers = await Promise.all(
      SERVICES.map(async (service) => ({
        service,
        name: `${service.label}._tcp.${address.asciiDomain}`,
        answer: await network.srv(`${service.label}._tcp.${address.asciiDomain}`),
      })),
    )
    const endpoints: FoundEndpoint[] = []
    await sign
    const details: string[] = []
    const candidates = new Set<string>()
    for (const { service, name, answer } of answers)
      for (const record of inOrder(answer.records).slice(0, TARGETS)) {
        // RFC 6186 §3.4: a target of "." says that the service is not offered.
        const host = publicHost(record.name)
        details.push(host === null ? `${service.label} not offered` : `${service.label} ${host}:${record.port}`)
        if (host === null || record.port < 1) continue
        const owners = [...byName(knowledge, 'srv', host), ...byServer(knowledge, host)]
        for (const owner of owners) candidates.add(owner)
        // RFC 6186 §6: DNS can be forged, so a target elsewhere is for the person to confirm, unless it is a server that we know.
        const trust = sameSite(host, address.asciiDomain) || owners.length > 0 ? 'named' : 'hint'
        endpoints.push({
          protocol: service.protocol,
          security: service.security,
          host,
          port: record.port,
          username: 'full-address',
          trust,
          source: `dns:SRV ${name}`,
        })
      }
    const source = `dns:SRV ${SERVICES.map((s) => s.label).join(' ')} ${address.asciiDomain}`
    if (details.length === 0) {
      const failed = answers.every(({ answer }) => dnsFailed(answer))
      return say({ source, trust: 'hint', ...(failed ? { status: 'failed', why: 'dns-failed' } : { status: 'nothing' }) })
    }
    say({
      source,
      trust: endpoints.length > 0 && endpoints.every((e) => e.trust === 'named') ? 'named' : 'hint',
      status: endpoints.length > 0 ? 'found' : 'nothing',
      detail: details.join(', ').slice(0, 300),
      ...(endpoints.length > 0 && { endpoints }),
      ...(candidates.size > 0 && { candidates: [...candidates] }),
    })
  },
}

async function readSign({ network, knowledge, address }: Asking, say: (said: Said) => void): Promise<void> {
  const name = `${SIGN}._tcp.${address.asciiDomain}`
  for (const record of (await network.srv(name)).records) {
    const candidates = byName(knowledge, 'srv', record.name, record.port)
    if (candidates.length > 0)
      say({ source: `dns:SRV ${name}`, trust: 'hint', status: 'found', detail: `${record.name}:${record.port}`, candidates })
  }
}
