// Where the usual names of a mail domain point: `autodiscover.` of a Microsoft 365 or OVH domain names its host.

import { dnsFailed } from '../asking.ts'
import type { MechanismRun } from '../mechanism.ts'
import { byName, byServer } from '../recognise.ts'

export const ALIASES: readonly string[] = ['autodiscover', 'autoconfig', 'imap', 'mail']

export const cname: MechanismRun = {
  mechanism: 'cname',
  reach: 'dns',
  source: (address) => `dns:CNAME autodiscover.${address.asciiDomain}`,
  async run(asking, say) {
    const { knowledge, address } = asking
    const answers = await Promise.all(
      ALIASES.map(async (label) => ({
        name: `${label}.${address.asciiDomain}`,
        answer: await asking.cname(`${label}.${address.asciiDomain}`),
      })),
    )
    const unknown: string[] = []
    let known = false
    for (const { name, answer } of answers) {
      for (const record of answer.records) {
        const target = record.toLowerCase().replace(/\.$/, '')
        const candidates = [...new Set([...byName(knowledge, 'cname', target), ...byServer(knowledge, target)])]
        if (candidates.length === 0) unknown.push(`${name} -> ${target}`)
        else {
          known = true
          say({ source: `dns:CNAME ${name}`, trust: 'hint', status: 'found', detail: target, hosts: [target], candidates })
        }
      }
    }
    // Domain Connect: a panel that manages the zone says so in a text record.
    const zone = `_domainconnect.${address.asciiDomain}`
    for (const target of (await asking.txt(zone)).records) {
      const candidates = byName(knowledge, 'cname', target)
      if (candidates.length === 0) continue
      known = true
      say({ source: `dns:TXT ${zone}`, trust: 'hint', status: 'found', detail: target.slice(0, 120), candidates })
    }
    if (known) return
    const failed = answers.every(({ answer }) => dnsFailed(answer))
    say({
      source: `dns:CNAME ${ALIASES.join(' ')} ${address.asciiDomain}`,
      trust: 'hint',
      ...(failed ? { status: 'failed', why: 'dns-failed' } : { status: 'nothing' }),
      ...(unknown.length > 0 && { detail: unknown.join(', ').slice(0, 200) }),
    })
  },
}
