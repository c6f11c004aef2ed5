// The knowledge of the repository itself: without a fault, complete, and right about who refuses which password since when.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { providerById, providerBySlug, providerOfDomain } from '../../src/knowledge/lookup.ts'
import { printProblem } from '../../src/knowledge/problem.ts'
import { type Validation, validate } from '../../src/knowledge/validate.ts'
import { within } from '../../src/model/date.ts'
import type { AuthRule } from '../../src/model/knowledge.ts'
import type { Protocol } from '../../src/model/protocol.ts'
import { REPOSITORY } from './repository.ts'

let kept: Validation | undefined

/** Seconds of work: not while the files of the tests are still being read, when others already run against the clock. */
function repository(): Validation {
  kept ??= validate(join(REPOSITORY, 'knowledge'), { complete: true, today: '2026-11-22' })
  return kept
}

test('the knowledge of the repository is complete and has no fault', () => {
  assert.deepEqual(repository().problems.map(printProblem), [])
})

function rule(id: string, protocol: Protocol, date: string): string {
  const found =
    providerById(repository().draft, id)?.auth.filter((r) => r.protocols.includes(protocol) && within(date, r.since, r.until)) ?? []
  const last: AuthRule | undefined = found.at(-1)
  return last ? `${last.password} ${last.appPassword} ${last.oauth}` : 'nothing known'
}

/** Password, app password, OAuth: on the last day before a change and on the first after it. */
const RULES: readonly (readonly [string, Protocol, string, string])[] = [
  ['icloud', 'imap', '2017-06-14', 'accepted accepted refused'],
  ['icloud', 'imap', '2017-06-15', 'refused accepted refused'],
  ['icloud', 'smtp', '2026-11-22', 'refused accepted if-enabled'],
  ['icloud', 'pop3', '2026-11-22', 'refused refused refused'],
  ['outlook-com', 'imap', '2018-05', 'accepted accepted if-enabled'],
  ['outlook-com', 'pop3', '2024-09-15', 'accepted accepted accepted'],
  ['outlook-com', 'imap', '2024-09-16', 'refused refused accepted'],
  ['outlook-com', 'smtp', '2026-11-22', 'refused refused accepted'],
  ['m365', 'imap', '2019-03', 'accepted accepted accepted'],
  ['m365', 'pop3', '2022-11-10', 'if-enabled if-enabled accepted'],
  ['m365', 'imap', '2023-01-01', 'refused refused accepted'],
  ['m365', 'smtp', '2026-11-22', 'if-enabled if-enabled accepted'],
  ['m365', 'smtp', '2027-02-01', 'if-enabled if-enabled accepted'],
  ['gmail', 'imap', '2022-05-29', 'if-enabled accepted accepted'],
  ['gmail', 'smtp', '2022-05-30', 'refused accepted accepted'],
  ['google-workspace', 'imap', '2023-09', 'accepted accepted accepted'],
  ['google-workspace', 'imap', '2025-05-01', 'refused accepted accepted'],
  ['yahoo', 'imap', '2020-10-19', 'if-enabled accepted accepted'],
  ['aol', 'pop3', '2020-10-20', 'refused accepted accepted'],
  ['gmx-net', 'imap', '2026-11-22', 'accepted accepted refused'],
  ['yandex', 'imap', '2026-11-22', 'refused accepted accepted'],
  ['netease-163', 'imap', '2026-11-22', 'refused accepted refused'],
  ['orange-fr', 'smtp', '2026-11-22', 'if-enabled accepted refused'],
  ['free-fr', 'smtp', '2026-11-22', 'accepted refused refused'],
  ['proton', 'pop3', '2026-11-22', 'refused refused refused'],
  ['tuta', 'imap', '2026-11-22', 'refused refused refused'],
]

for (const [id, protocol, date, expected] of RULES) {
  test(`${id}, ${protocol}, ${date}: ${expected}`, () => assert.equal(rule(id, protocol, date), expected))
}

test('every provider says something about each protocol that it serves', () => {
  for (const provider of repository().draft.providers)
    for (const { protocol } of provider.servers) assert.notEqual(rule(provider.id, protocol, '2026-11-22'), 'nothing known', provider.id)
})

test('SMTP AUTH of Microsoft 365 is off by default from the last day of 2026', () => {
  const turn = (date: string) =>
    providerById(repository().draft, 'm365')
      ?.switchOn?.filter((s) => s.protocols.includes('smtp') && within(date, s.since, s.until))
      .at(-1)?.default
  assert.deepEqual(['2019-06', '2026-12-30', '2026-12-31', '2027-06'].map(turn), ['on', 'varies', 'off', 'off'])
})

test('an app password of Outlook.com is marked useless for mail', () => {
  assert.equal(providerById(repository().draft, 'outlook-com')?.appPassword?.uselessForMail, true)
})

test('slugs of cases find their provider', () => {
  const slugs = {
    outlook_com: 'outlook-com',
    microsoft365: 'm365',
    google_workspace: 'google-workspace',
    gmail: 'gmail',
    icloud: 'icloud',
    gmx: 'gmx-net',
    netease_163: 'netease-163',
    orange: 'orange-fr',
    orange_fr: 'orange-fr',
    free: 'free-fr',
    laposte: 'laposte',
    ovh: 'ovh-mxplan',
    t_online: 't-online',
    self_hosted: 'self-hosted',
    self_hosted_dovecot: 'self-hosted',
    self_hosted_postfix: 'self-hosted',
    exchange_onprem: 'exchange-onprem',
    proton_bridge: 'proton',
    mailru: 'mailru',
    att: 'att',
    virgin_media: 'virginmedia',
    spectrum: 'charter-net',
    vodafone_de: 'vodafone-de',
  }
  for (const [slug, id] of Object.entries(slugs)) assert.equal(providerBySlug(repository().draft, slug)?.id, id, slug)
  for (const slug of ['unknown', 'multiple', 'university', 'custom_domain'])
    assert.equal(providerBySlug(repository().draft, slug), undefined, slug)
})

test('one provider for each exchanger, and consumers told from organisations', () => {
  const exchangers = {
    'mx01.mail.icloud.com': 'icloud',
    'outlook-com.olc.protection.outlook.com': 'outlook-com',
    'contoso-com.mail.protection.outlook.com': 'm365',
    'contoso-com.a-v1.mx.microsoft': 'm365',
    'gmail-smtp-in.l.google.com': 'gmail',
    'alt3.gmail-smtp-in.l.google.com': 'gmail',
    'aspmx.l.google.com': 'google-workspace',
    'alt1.aspmx.l.google.com': 'google-workspace',
    'aspmx2.googlemail.com': 'google-workspace',
    'smtp.google.com': 'google-workspace',
    'mta5.am0.yahoodns.net': 'yahoo',
    'mx-aol.mail.gm0.yahoodns.net': 'aol',
    'mx00.gmx.net': 'gmx-net',
    'mx00.emig.gmx.net': 'gmx-net',
    'mx01.gmx.com': 'gmx-com',
    'mx-ha03.web.de': 'web-de',
    'mx.yandex.net': 'yandex',
    'mxs.mail.ru': 'mailru',
    'mx3.qq.com': 'qq',
    '163mx01.mxmail.netease.com': 'netease-163',
    '126mx02.mxmail.netease.com': 'netease-126',
    'smtp-in.orange.fr': 'orange-fr',
    'mx1.free.fr': 'free-fr',
    'smtpz4.laposte.net': 'laposte',
    'mx1.mail.ovh.net': 'ovh-mxplan',
    'mx00.ionos.fr': 'ionos',
    'mta-gw.infomaniak.ch': 'infomaniak',
    'spool.mail.gandi.net': 'gandi',
    'mx2.zoho.eu': 'zoho',
    'in1-smtp.messagingengine.com': 'fastmail',
    'mailsec.protonmail.ch': 'proton',
    'mail.tutanota.de': 'tuta',
    'mx03.t-online.de': 't-online',
  }
  for (const [host, id] of Object.entries(exchangers)) {
    const found = repository()
      .draft.providers.filter((p) => p.recognise.mx?.some((source) => new RegExp(source).test(host)))
      .map((p) => p.id)
    assert.deepEqual(found, [id], host)
  }
})

test('a filter is nobody’s mailbox', () => {
  const hosts = [
    'mx0a-00123456.pphosted.com',
    'eu-smtp-inbound-1.mimecast.com',
    'd123456.a.ess.barracudanetworks.com',
    'mx1.hc123-45.eu.iphmx.com',
  ]
  for (const host of hosts) {
    assert.equal(repository().draft.filters.filter((f) => f.mx.some((source) => new RegExp(source).test(host))).length, 1, host)
    assert.equal(
      repository().draft.providers.filter((p) => p.recognise.mx?.some((source) => new RegExp(source).test(host))).length,
      0,
      host,
    )
  }
})

test('the domains of people find their provider, and the table knows hundreds more', () => {
  const domains = {
    'hotmail.fr': 'outlook-com',
    'live.com': 'outlook-com',
    'me.com': 'icloud',
    'wanadoo.fr': 'orange-fr',
    'ymail.com': 'yahoo',
    'verizon.net': 'aol',
  }
  for (const [domain, id] of Object.entries(domains)) assert.equal(providerOfDomain(repository().draft, domain)?.id, id, domain)
  assert.ok(repository().draft.ispdb.length > 900)
  for (const id of ['outlook-com', 'icloud', 'gmail', 'orange-fr', 'web-de']) {
    const provider = providerById(repository().draft, id)!
    const row = repository().draft.ispdb.find((r) => r.domain === provider.domains[0])!
    const imap = provider.servers.find((s) => s.protocol === 'imap')!
    assert.ok(
      row.servers.some((s) => s.host === imap.host && s.port === imap.port),
      `${id} and the table disagree`,
    )
  }
})

test('what is coming is announced: every future policy has a date and both languages', () => {
  const coming = repository()
    .draft.policies.filter((p) => p.date > '2026-11-22')
    .map((p) => p.id)
  assert.ok(coming.includes('m365-smtp-auth-default-off') && coming.includes('m365-ews-end'))
})
