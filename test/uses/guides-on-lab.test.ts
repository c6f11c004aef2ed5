// Walks the guides on the lab: the servers, ports and user names that a settings card tells are typed as they are told, and the repaired mailbox opens.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { guideFor } from '../../src/guide/guide.ts'
import { WORDS } from '../../src/guide/labels.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { type Lab, type LabAccount, startLab } from '../../src/lab/lab.ts'
import { loadLab } from '../../src/lab/load.ts'
import type { SecretKind } from '../../src/model/case.ts'
import type { Guide } from '../../src/model/guide.ts'
import type { Identity } from '../../src/model/identity.ts'
import { LANGS, type Lang } from '../../src/model/lang.ts'
import { Secret } from '../../src/model/secret.ts'
import { addressOf, identifyOne, openNetwork, probe } from '../../src/sesame.ts'

const knowledge = loadKnowledge()
const DATE = '2026-11-21'

const accounts = loadLab().providers.flatMap((p) => p.domains.flatMap((d) => d.accounts.map((a) => ({ ...a, provider: p.id }))))
const healthy = accounts.filter((a) => a.expect?.outcome === 'works' && a.secretShown !== 'none')
/** What the lab can break at a provider: each guide must lead back to the mailbox that works there. */
const causesAt = (provider: string) => [
  ...new Set(accounts.flatMap((a) => (a.provider === provider && a.expect?.outcome !== 'works' ? (a.expect?.cause ?? []) : []))),
]

interface Told {
  readonly host: string
  readonly port: string
  readonly security: string
  readonly user: string
}

/** The block of the card that begins with a label: server, port, user name. */
function told(guide: Guide, label: string, lang: Lang): Told | undefined {
  const at = guide.card.findIndex((row) => row.label.startsWith(label))
  if (at < 0) return undefined
  const next = guide.card.slice(at + 1)
  const value = (name: string) => next.find((row) => row.label === name)?.value ?? ''
  return {
    host: guide.card[at]?.value ?? '',
    port: value(WORDS[lang].port),
    security: value(WORDS[lang].security),
    user: value(WORDS[lang].user),
  }
}

describe('guides walked on the lab', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  it('there are mailboxes to walk to', () => assert.ok(healthy.length >= 20, `${healthy.length}`))

  describe('what the card tells opens the mailbox', { concurrency: 8 }, () => {
    for (const { address, provider } of healthy)
      it(address, async () => {
        const account = lab.accounts.find((a) => a.address === address)
        assert.ok(account)
        const identity = await identified(lab, address)
        const guides = ['auth.wrong_password', ...causesAt(provider)].flatMap((cause) =>
          LANGS.map((lang) => guide(identity, address, cause, lang)),
        )
        const cards = guides.map((g, i) => {
          const lang = LANGS[i % LANGS.length] ?? 'en'
          return { imap: told(g, WORDS[lang].incoming, lang), smtp: told(g, WORDS[lang].outgoing, lang) }
        })
        const [first] = cards
        assert.ok(first?.imap, `no incoming server is told: ${JSON.stringify(guides[0]?.card)}`)
        for (const card of cards) assert.deepEqual(card, first, 'the languages and the causes tell other servers')
        await opens(lab, account, 'imap', first.imap)
        if (first.smtp) await opens(lab, account, 'smtp', first.smtp)
      })
  })

  describe('a step names no foreign server', { concurrency: 8 }, () => {
    const broken = accounts.filter((a) => a.expect?.outcome === 'fault' && !a.address.endsWith('.fault.example'))
    for (const { address, expect } of broken)
      it(address, async () => {
        const identity = await identified(lab, address)
        const own = knowledge.providers.filter(
          (p) => p.id === identity.provider || p.family === knowledge.providers.find((q) => q.id === identity.provider)?.family,
        )
        const known = new Set([
          ...own.flatMap((p) => p.servers.map((s) => s.host.replace('%DOMAIN%', address.slice(address.lastIndexOf('@') + 1)))),
          ...identity.endpoints.map((e) => e.host),
        ])
        for (const cause of expect?.outcome === 'works' ? [] : (expect?.cause ?? [])) {
          for (const lang of LANGS) {
            const { steps } = guide(identity, address, cause, lang)
            assert.ok(steps.length >= 2, `${cause} ${lang}`)
            for (const { do: step, copy = [] } of steps)
              for (const value of copy)
                if (/^(imap|pop3?|smtp|outlook\.office|secure(imap|smtp))[\w.-]*\.\w+$/.test(value))
                  assert.ok(
                    known.has(value) || OTHER_HOSTS.has(value),
                    `${cause} ${lang}: ${value} in “${step}” is no server of ${identity.provider}`,
                  )
          }
        }
      })
  })
})

/** Servers that a step names beside the provider's usual ones, for backups and for old devices. */
const OTHER_HOSTS = new Set(['export.imap.mail.yahoo.com', 'smtp-relay.gmail.com', 'smtp-legacy.office365.com', 'outlook.office365.com'])

async function identified(lab: Lab, address: string): Promise<Identity> {
  const { network, close } = await openNetwork({ flags: lab.network, lab: false, env: {} })
  try {
    return await identifyOne(network, await addressOf(address), { offline: false, deadlineMs: 60_000 })
  } finally {
    await close()
  }
}

function guide(identity: Identity, address: string, cause: string, lang: Lang): Guide {
  return guideFor(knowledge, { cause, provider: identity.provider, endpoints: identity.endpoints, address, date: DATE, lang })
}

/** Types what was told, and looks whether the server lets in. */
async function opens(lab: Lab, account: LabAccount, protocol: 'imap' | 'smtp', { host, port, security, user }: Told): Promise<void> {
  const scheme = security === 'STARTTLS' ? protocol : `${protocol}s`
  const shown = accounts.find((a) => a.address === account.address)?.secretShown ?? 'password'
  const secret = account.secrets[shown as keyof typeof account.secrets]
  assert.ok(secret, `${account.address} has no secret`)
  const run = await probe(
    {
      what: `${scheme}://${host}:${port}`,
      user,
      secret: new Secret(secret),
      secretKind: (shown === 'oauth' || shown === 'app-password' ? shown : 'password') as SecretKind,
      signal: new AbortController().signal,
      flags: lab.network,
      lab: false,
      env: {},
    },
    () => {},
  )
  const [result] = run.results
  const said = result?.replies.map((r) => r.text).join(' | ')
  assert.equal(result?.outcome, 'healthy', `${scheme}://${host}:${port} as ${user}: ${result?.outcome} ${said}`)
}
