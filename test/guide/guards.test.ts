// Advice that cannot work or that weakens protection: never shown, for no cause, provider, app, protocol or language.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guideFor } from '../../src/guide/guide.ts'
import { harmOf } from '../../src/guide/harm.ts'
import { subjectOf } from '../../src/guide/subject.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { LANGS } from '../../src/model/lang.ts'
import { ask, DATE, distinctClients, everyCause, stepsOf } from './ask.ts'

const APP_PASSWORD_PAGE = /proofs\/AppPassword|mysignins\.microsoft\.com\/security-info/i
const CREATES = /(^|\n)[^\n]*\b(create|make|generate|créez|générez)\b[^\n]*(app(-specific| )password|mot de passe (d’|pour )application)/i

test('nobody is sent to make an app password where Microsoft refuses it', () => {
  const apps = distinctClients()
  for (const [provider, protocols] of [
    ['outlook-com', ['imap', 'pop3', 'smtp', undefined]],
    ['m365', ['imap', 'pop3', 'smtp', undefined]],
  ] as const) {
    for (const cause of everyCause()) {
      for (const client of apps) {
        for (const protocol of protocols) {
          for (const lang of LANGS) {
            const steps = stepsOf(ask(cause, { provider, client, protocol, lang }))
            assert.doesNotMatch(steps, APP_PASSWORD_PAGE, `${cause} ${client} ${protocol}`)
            assert.doesNotMatch(steps, CREATES, `${cause} ${client} ${protocol}`)
          }
        }
      }
    }
  }
})

test('no written step is harmful at any provider: the last look finds nothing to strike out', () => {
  const knowledge = loadKnowledge()
  for (const { id, cause, task, lang, steps, otherwise } of knowledge.procedures) {
    const subject = subjectOf(knowledge, { cause: cause ?? 'other', date: DATE, lang })
    for (const step of [...steps, ...otherwise.map((line) => ({ do: line }))]) {
      if ('do' in step) assert.equal(harmOf(step, subject), null, `${task ?? cause} ${id} ${lang}: ${step.do}`)
    }
  }
})

test('harmful steps that somebody writes one day are struck out', () => {
  const knowledge = loadKnowledge()
  const wrong: readonly (readonly [string, string, string])[] = [
    ['auth.basic_disabled', 'Create an app password at account.microsoft.com.', 'useless-app-password'],
    ['auth.basic_disabled', 'Créez un mot de passe d’application chez Microsoft.', 'useless-app-password'],
    ['auth.basic_disabled', 'Générez un mot de passe pour l’application.', 'useless-app-password'],
    ['tls.interception', 'Turn off your antivirus.', 'protection-off'],
    ['tls.interception', 'Désactivez l’antivirus.', 'protection-off'],
    ['tls.cert_name', 'Disable SSL in the settings.', 'protection-off'],
    ['auth.wrong_password', 'Désactivez la validation en deux étapes.', 'protection-off'],
    ['auth.policy_blocked', 'Turn off security defaults in Entra.', 'protection-off'],
    ['tls.cert_untrusted', 'Tick “Permanently store this exception”.', 'certificate-for-good'],
    ['tls.cert_untrusted', 'Choisissez « Toujours approuver ».', 'certificate-for-good'],
    ['auth.account_verification', 'Try again with the same password.', 'attempt-on-locked-account'],
    ['auth.rate_limited', 'Réessayez.', 'attempt-on-locked-account'],
  ]
  for (const [cause, text, harm] of wrong) {
    const subject = subjectOf(knowledge, { cause, provider: 'outlook-com', date: DATE, lang: 'fr' })
    assert.equal(harmOf({ do: text }, subject), harm, text)
    const planted = {
      ...knowledge,
      procedures: [
        {
          id: 'a-planted',
          lang: 'fr' as const,
          cause: cause as 'other',
          providers: ['outlook-com'],
          clients: ['planted'],
          title: 'x',
          steps: [{ do: text }, { do: 'Ouvrez le site web.' }],
          avoid: [],
          otherwise: [],
          checked: DATE,
          sources: ['a test'],
        },
      ],
      clients: [
        {
          id: 'planted',
          name: { en: 'x', fr: 'x' },
          names: ['x'],
          kind: 'app' as const,
          platform: [],
          oauth: [],
          checked: DATE,
          sources: ['x'],
        },
      ],
    }
    const guide = guideFor(planted, { cause, provider: 'outlook-com', client: 'planted', date: DATE, lang: 'fr' })
    assert.deepEqual(
      guide.steps.map((s) => s.do),
      ['Ouvrez le site web.'],
      text,
    )
  }
})

test('a locked or throttled account is left alone before anything signs in', () => {
  for (const lang of LANGS) {
    for (const cause of ['auth.account_verification', 'auth.rate_limited']) {
      const guide = ask(cause, { lang })
      assert.match(guide.steps[0]?.do ?? '', /^(Close|Fermez)/, cause)
      assert.match(stepsOf(guide), /Wait|Attendez/, cause)
    }
  }
})

test('where only the provider’s own window opens, nobody is told to type a password into the app', () => {
  const typed = /\b(paste|type|enter|replace)\b[^.]{0,40}\bpassword\b/i
  // The password of a local bridge, and the system's own button that opens the window.
  const allowed = /bridge|“?(Re-enter|Enter) Password/i
  for (const client of distinctClients()) {
    for (const cause of everyCause()) {
      const { steps } = ask(cause, { provider: 'outlook-com', client, protocol: 'imap', lang: 'en' })
      for (const step of steps) assert.ok(!typed.test(step.do) || allowed.test(step.do), `${cause} ${client}: ${step.do}`)
    }
  }
})
