// Registering a program of one's own, and what mends a sign-in: the steps agree with what is known of the provider, in both languages.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { chooseTask } from '../../src/guide/choose.ts'
import { expand } from '../../src/guide/expand.ts'
import { holesOf } from '../../src/guide/holes.ts'
import { subjectOf } from '../../src/guide/subject.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { GuideStep } from '../../src/model/guide.ts'
import type { Provider } from '../../src/model/knowledge.ts'
import { LANGS, type Lang } from '../../src/model/lang.ts'
import { ask, DATE, stepsOf, textOf } from './ask.ts'

const knowledge = loadKnowledge()
const registered = knowledge.providers.filter((provider) => provider.oauth !== undefined)

function walk(
  task: string,
  provider: Provider,
  lang: Lang,
): { readonly text: string; readonly avoid: string; readonly steps: readonly GuideStep[] } {
  const subject = subjectOf(knowledge, { cause: 'other', provider: provider.id, date: DATE, lang, address: 'marie@example.org' })
  const chosen = chooseTask(knowledge.procedures, subject, task)
  assert.ok(chosen, `${provider.id} ${lang}: no text for ${task}`)
  const { steps } = expand(knowledge.procedures, chosen, subject, holesOf(subject))
  const text = steps.flatMap((step) => [step.do, step.see ?? '', ...(step.copy ?? [])]).join('\n')
  return { text, avoid: chosen.avoid.join('\n'), steps }
}

/** The last word of a scope, as the provider's page lists it: `IMAP.AccessAsUser.All`. */
const listed = (scope: string) => (scope.startsWith('https://outlook.') ? scope.split('/').at(-1)! : scope)

describe('registering a program of one’s own', () => {
  it('is written for every provider with OAuth', () => {
    assert.ok(registered.length >= 16)
    for (const { id, oauth } of registered) assert.equal(oauth?.registerTask, 'register-client', id)
  })

  for (const provider of registered)
    for (const lang of LANGS)
      it(`${provider.id}, ${lang}: says what has to be typed, and warns of borrowed ids`, () => {
        const { text, avoid, steps } = walk('register-client', provider, lang)
        assert.ok(steps.length >= 2 && steps.some((step) => step.see !== undefined))
        assert.match(avoid, lang === 'fr' ? /identifiant client d/ : /client id of/)
        const { registration, scopes = {}, redirectUri, clientSecret, portal } = provider.oauth!
        if (registration !== 'open') {
          assert.doesNotMatch(text, /App registrations|Inscriptions d’applications|Create client/, 'closed to people: no walk for nothing')
          return
        }
        for (const protocol of ['imap', 'smtp'] as const) {
          const scope = scopes[protocol]
          if (scope !== undefined) assert.ok(text.includes(listed(scope)), `${scope} is asked for, and not registered:\n${text}`)
        }
        if (redirectUri !== undefined) assert.ok(text.includes(redirectUri), `${redirectUri} is sent, and not registered`)
        if (clientSecret === 'required') assert.match(text, /secret/i)
        assert.ok(text.includes(new URL(portal!).host), `${portal} is where it is done`)
        assert.match(text, /sesame login --register marie@example\.org/)
      })

  it('tells people with a personal account to admit personal accounts, and those of one organisation not to', () => {
    const of = (id: string) => walk('register-client', knowledge.providers.find((p) => p.id === id)!, 'en').text
    assert.match(of('outlook-com'), /personal Microsoft accounts/)
    assert.doesNotMatch(of('outlook-com'), /Grant admin consent/)
    assert.match(of('m365'), /Grant admin consent/)
    assert.doesNotMatch(of('m365'), /“Personal Microsoft accounts”/)
  })

  it('Google: out of “Testing”, before the client is made', () => {
    const { text } = walk('register-client', knowledge.providers.find((p) => p.id === 'gmail')!, 'fr')
    assert.match(text, /Publier l’application[\s\S]*Application de bureau/)
    assert.match(text, /7 jours/)
  })

  for (const lang of LANGS)
    it(`an app that signs in as itself, ${lang}: the permissions, the principal, one mailbox`, () => {
      const { text, avoid } = walk('register-app-only', knowledge.providers.find((p) => p.id === 'm365')!, lang)
      for (const wanted of [
        'IMAP.AccessAsApp',
        'POP.AccessAsApp',
        'SMTP.SendAsApp',
        'New-ServicePrincipal',
        'Add-MailboxPermission -Identity marie@example.org',
        '--flow app',
      ])
        assert.ok(text.includes(wanted), wanted)
      assert.doesNotMatch(text, /AccessAsUser/)
      assert.match(avoid, /secret/)
    })
})

/** Finer causes of a sign-in, with what their steps must name. */
const STEPS: readonly (readonly [cause: string, provider: string, client: string | undefined, en: RegExp, fr: RegExp])[] = [
  ['oauth.token_expired/inactive', 'outlook-com', 'script', /sesame login --list/, /sesame login --list/],
  ['oauth.token_expired/withdrawn', 'gmail', 'script', /sesame login marie/, /sesame login marie/],
  [
    'oauth.token_expired/frequency',
    'm365',
    'script',
    /Sign-in frequency[\s\S]*SMTP\.SendAsApp/,
    /Fréquence de connexion[\s\S]*SMTP\.SendAsApp/,
  ],
  ['oauth.consent_required/admin', 'google-workspace', 'thunderbird', /admin\.google\.com/, /admin\.google\.com/],
  ['oauth.consent_required/admin', 'm365', 'thunderbird', /Grant admin consent/, /consentement d’administrateur/],
  ['oauth.consent_required/declined', 'gmail', undefined, /Tick every box/, /Cochez chaque case/],
  ['oauth.consent_required/device_code', 'yandex', undefined, /--flow device/, /--flow device/],
  ['oauth.app_misconfigured/redirect', 'outlook-com', 'script', /http:\/\/localhost/, /http:\/\/localhost/],
  ['oauth.app_misconfigured/redirect', 'gmail', 'script', /Desktop app/, /Application de bureau/],
  ['oauth.app_misconfigured/secret', 'm365', 'script', /New client secret/, /Nouvelle clé secrète client/],
  ['oauth.app_misconfigured/public_client', 'outlook-com', 'script', /Allow public client flows/, /Autoriser les flux clients publics/],
  ['oauth.app_misconfigured/account_types', 'outlook-com', 'script', /personal Microsoft accounts/, /comptes Microsoft personnels/],
  ['oauth.app_misconfigured/account_types', 'gmail', 'script', /Make external/, /Rendre externe/],
  ['oauth.app_misconfigured/testing', 'gmail', 'script', /Publish app/, /Publier l’application/],
  ['oauth.wrong_scope/not_registered', 'm365', 'script', /Office 365 Exchange Online/, /Office 365 Exchange Online/],
  ['oauth.wrong_scope/graph', 'm365', 'script', /outlook\.office\.com\/SMTP\.Send/, /outlook\.office\.com\/SMTP\.Send/],
  ['oauth.account_mismatch/wrong_kind', 'outlook-com', 'script', /outlook\.live\.com/, /outlook\.live\.com/],
  ['oauth.account_mismatch/shared_mailbox', 'm365', 'script', /--as marie@example\.org/, /--as marie@example\.org/],
  ['auth.policy_blocked/second_factor', 'm365', 'script', /New-ServicePrincipal/, /New-ServicePrincipal/],
  ['auth.policy_blocked/device_code', 'm365', 'script', /sesame login marie/, /sesame login marie/],
  ['auth.policy_blocked/not_assigned', 'm365', 'thunderbird', /Users and groups/, /Utilisateurs et groupes/],
  ['auth.policy_blocked/account_disabled', 'm365', 'thunderbird', /Account enabled/, /Compte activé/],
  ['auth.wrong_password/expired', 'm365', 'thunderbird', /new password/, /nouveau mot de passe/],
]

describe('what mends a sign-in', () => {
  for (const [cause, provider, client, en, fr] of STEPS)
    it(`${cause} at ${provider} in ${client ?? 'any app'}`, () => {
      assert.match(stepsOf(ask(cause, { provider, client, lang: 'en' })), en)
      assert.match(stepsOf(ask(cause, { provider, client, lang: 'fr' })), fr)
    })

  it('a person in an app is sent to the window of the app, not to a command', () => {
    for (const [cause] of STEPS)
      if (/token_expired|second_factor|declined/.test(cause))
        assert.doesNotMatch(
          stepsOf(ask(cause, { provider: 'outlook-com', client: 'thunderbird', lang: 'en' })),
          /`sesame login marie/,
          cause,
        )
  })

  it('who cannot help it has a letter for who can', () => {
    for (const cause of ['oauth.consent_required/admin', 'auth.policy_blocked/not_assigned'])
      assert.match(ask(cause, { provider: 'm365', client: 'thunderbird', lang: 'en' }).letter ?? '', /Subject: .*(Approval|assign)/, cause)
  })

  it('nobody is told to take the client id of somebody else', () => {
    for (const [cause, provider, client] of STEPS)
      for (const lang of LANGS) {
        const { steps } = ask(cause, { provider, client, lang })
        assert.doesNotMatch(
          steps.map((s) => s.do).join('\n'),
          /client id of (Thunderbird|another)|identifiant client (de Thunderbird|d’un autre)/,
          cause,
        )
        assert.doesNotMatch(
          textOf(ask(cause, { provider, client, lang })),
          /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-(?!c000)[0-9a-f]{4}-[0-9a-f]{12}/i,
          cause,
        )
      }
  })
})
