// Letters: whole in both languages, to the right person, with commands that can be copied, and nothing secret or harmful in them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harmOf } from '../../src/guide/harm.ts'
import { subjectOf } from '../../src/guide/subject.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { CAUSE_IDS } from '../../src/model/cause.ts'
import { LANGS } from '../../src/model/lang.ts'
import { letter, listLetters } from '../../src/uses/letters.ts'
import { ask, DATE } from './ask.ts'

const { letters, policies, providers } = loadKnowledge()

test('every letter is whole in both languages, with an address and without, for each of its providers', () => {
  for (const { id, providers: own } of letters) {
    for (const lang of LANGS) {
      for (const provider of own ?? [undefined, 'm365', 'self-hosted']) {
        for (const address of ['paul@example.com', undefined]) {
          const { text } = letter(id, { lang, provider, address, now: DATE })
          const where = `${id} ${lang} ${provider}\n${text}`
          assert.match(text, lang === 'fr' ? /^Objet\u00a0: \S/ : /^Subject: \S/, where)
          assert.doesNotMatch(text, /\{[a-zA-Z.]+\}|\bundefined\b|\n{3}|\byour (address|mail app)\b.*\b(me|I)\b/, where)
          assert.ok(text.split('\n').length >= 8, where)
          assert.match(text, lang === 'fr' ? /\n(Merci|Cordialement)$/ : /\n(Thank you|Best regards)$/, where)
        }
      }
    }
  }
})

test('no letter asks for a secret or for less protection', () => {
  for (const { id, body, causes } of letters) {
    for (const lang of LANGS) {
      const subject = subjectOf(loadKnowledge(), { cause: causes[0] ?? 'other', date: DATE, lang })
      // What a letter tells people not to do is no advice.
      const advice = body[lang]
        .split(/\n|(?<=[.;:])\s/)
        .filter((line) => !/\b(do not|never|not to)\b|^n(e |’|')|\bne\b.*\b(pas|jamais)\b/i.test(line))
      for (const line of advice) assert.equal(harmOf({ do: line }, subject), null, `${id} ${lang}: ${line}`)
      assert.doesNotMatch(
        body[lang],
        /\b(send|give|tell) (me|us) (your|the) (password|code)|(envoyez|donnez|dites)-(moi|nous) (votre|le) (mot de passe|code)/i,
      )
    }
  }
})

test('a command stands alone on its line or after a colon, the same in both languages', () => {
  const commands = (text: string) => [...text.matchAll(/\b(?:Get|Set|Add|Enable|New|Start|Revoke)-[A-Z][A-Za-z]+/g)].map(([c]) => c)
  for (const { id, body } of letters) assert.deepEqual(commands(body.en), commands(body.fr), id)
  const all = letters.flatMap(({ body }) => commands(body.en))
  for (const wanted of [
    'Set-CASMailbox',
    'Get-TransportConfig',
    'Add-RecipientPermission',
    'Get-MgAuditLogSignIn',
    'Get-OrganizationConfig',
  ])
    assert.ok(all.includes(wanted), wanted)
})

test('a letter before a change names a known one that is ahead, and goes when the day is past', () => {
  for (const l of letters)
    for (const id of l.policies ?? [])
      assert.ok(
        policies.some((p) => p.id === id),
        `${l.id}: ${id}`,
      )
  const ids = (now: string) => listLetters({ lang: 'en', now }).map((l) => l.id)
  assert.ok(ids('2026-11-22').includes('company-smtp-auth'))
  assert.ok(!ids('2027-01-02').includes('company-smtp-auth'))
  assert.ok(ids('2027-01-02').includes('company-ews'))
})

test('a letter to a whole company says what to do by which day, before the change itself', () => {
  const company = letters.filter((l) => l.to === 'company')
  assert.ok(company.length >= 4)
  for (const { id, body } of company) {
    assert.match(body.en, /\bBy \d{1,2} [A-Z][a-z]+/, id)
    assert.match(body.fr, /D’ici au \d{1,2} [a-zé]+/, id)
    assert.match(body.en, /\n1\. [\s\S]*\n3\. /, id)
  }
})

test('where only somebody else can mend it, a guide brings a letter to that person', () => {
  const wanted = [
    ['auth.smtp_auth_disabled', 'm365', 'administrator'],
    ['auth.policy_blocked/security_defaults', 'm365', 'administrator'],
    ['auth.policy_blocked/conditional_access', 'm365', 'administrator'],
    ['auth.protocol_disabled_admin', 'm365', 'administrator'],
    ['auth.protocol_disabled_admin', 'google-workspace', 'administrator'],
    ['oauth.consent_required', 'm365', 'administrator'],
    ['send.sender_not_allowed', 'm365', 'administrator'],
    ['oauth.account_mismatch', 'm365', 'administrator'],
    ['net.ip_blocked', 'cpanel', 'host'],
    ['tls.cert_expired', 'cpanel', 'host'],
    ['send.relay_denied', 'plesk', 'host'],
    ['auth.account_verification', 'yahoo', 'support'],
    ['net.ip_blocked', 'orange-fr', 'support'],
    ['auth.basic_disabled', 'outlook-com', 'user'],
  ] as const
  for (const [cause, provider, to] of wanted) {
    const guide = ask(cause, { provider })
    assert.equal(guide.letters[0]?.to, to, `${cause} ${provider}`)
    assert.ok(guide.letter, `${cause} ${provider}`)
  }
})

test('a person at home is not shown a general letter of a helpdesk, only told that it exists', () => {
  const guide = ask('auth.app_password_required', { provider: 'icloud' })
  assert.equal(guide.letter, undefined)
  assert.deepEqual(
    guide.letters.map((l) => l.id),
    ['user-app-password'],
  )
})

test('no guide of any cause and provider has a letter with an open hole', () => {
  for (const cause of CAUSE_IDS)
    for (const provider of providers)
      for (const lang of LANGS)
        assert.doesNotMatch(ask(cause, { provider: provider.id, lang }).letter ?? '', /[{}]|undefined/, `${cause} ${provider.id}`)
})
