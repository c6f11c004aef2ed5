// What apps show is recognised as people hand it on: in five languages, with a slip, without accents, cut short.

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readEvidence } from '../../src/diagnose/read/index.ts'
import { findMessages } from '../../src/diagnose/read/messages.ts'
import { oneSlip } from '../../src/diagnose/read/nearby.ts'
import { fold } from '../../src/model/fold.ts'
import { knowledge } from './knowledge.ts'

const id = (text: string, client?: string) => findMessages(knowledge(), fold(text), client)[0]?.message.id

/** Texts long enough to stand alone, holes filled as an app fills them. */
const filled = knowledge().messages.flatMap((message) =>
  message.texts
    .map(({ text }) => ({ message, shown: text.replaceAll('%s', 'mail.example.org') }))
    .filter(({ shown }) => shown.split(/[^\p{L}]+/u).filter((w) => w.length > 2 && !/mail|example|org/.test(w)).length >= 6),
)

/** Two messages may share their words; then either is right. */
const same = (a: string | undefined, shown: string): boolean => {
  const texts = (of: string | undefined) => knowledge().messages.find((m) => m.id === of)?.texts ?? []
  const words = (t: string) =>
    new Set(
      t
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .filter((w) => w.length > 3),
    )
  const wanted = words(shown)
  return texts(a).some(({ text }) => {
    const shared = [...words(text)].filter((w) => wanted.has(w)).length
    return shared >= 0.5 * Math.min(wanted.size, words(text).size)
  })
}

test('the catalogue finds its own texts', () => {
  assert.ok(filled.length > 500)
  for (const { message, shown } of filled) {
    const found = id(shown, message.clients[0])
    assert.ok(found === message.id || same(found, shown), `"${shown}" (${message.id}) is read as ${found}`)
  }
})

test('one wrong letter changes nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...filled),
      fc.nat(),
      fc.constantFrom(...'aeinrst'),
      fc.constantFrom('change', 'drop', 'double'),
      (of, at, letter, how) => {
        const places = [...of.shown.matchAll(/\p{L}/gu)].map((m) => m.index)
        const place = places[at % places.length]!
        const put = how === 'change' ? letter : how === 'drop' ? '' : of.shown[place]!.repeat(2)
        const typed = of.shown.slice(0, place) + put + of.shown.slice(place + 1)
        const found = id(typed, of.message.clients[0])
        assert.ok(found === of.message.id || same(found, of.shown), `"${typed}" is read as ${found}`)
      },
    ),
    { numRuns: 400 },
  )
})

test('without accents, in capitals, with other quotes', () => {
  assert.equal(id('LE SERVEUR "IMAP-MAIL.OUTLOOK.COM" NE REPOND PAS'), 'apple-not-responding')
  assert.equal(id('Accountname oder Passwort konnte nicht uberpruft werden'), 'apple-verify-account')
  assert.equal(id("nom d'utilisateur ou mot de passe incorrect"), 'outlook-name-or-password')
})

test('half a sentence is enough', () => {
  assert.equal(id("La configuration, l'identifiant ou le mot de passe sont probablement")?.includes('login'), true)
  assert.equal(id('does not come from a trusted source')?.includes('untrusted'), true)
})

test('codes settle the dialog, also when a zero is read as O', () => {
  assert.equal(id('(0x800CCC92)'), 'outlook-rejected-login')
  assert.equal(id('Fehler Ox800CCCOD'), 'outlook-not-found')
  assert.equal(id('Erreur 17099'), 'outlook-mac-17099')
  assert.equal(id('17099'), undefined)
})

test('a reply inside a dialog speaks for it', () => {
  const text =
    'Une erreur est survenue lors de l’envoi de l’e-mail. Le serveur e-mail a répondu : Start TLS obligatoire. Star TLS mandatory.OFR203_199.'
  const { pointers, facts } = readEvidence(knowledge(), text)
  assert.deepEqual([...new Set(pointers.map((p) => p.evidence))], ['reply:orange-199'])
  assert.ok(facts.some((fact) => fact.name === 'text-is-wrapped'))
})

test('a reply retyped with slips is still that reply', () => {
  const { pointers } = readEvidence(knowledge(), 'client host rejected by spamaus for spamming issues , please refer tolisteel by XBL')
  assert.ok(pointers.some((p) => p.evidence === 'reply:ip-blocked'))
  const other = readEvidence(knowledge(), 'Authaticated but not connected')
  assert.ok(other.pointers.some((p) => p.evidence === 'reply:ms-authenticated-not-connected'))
})

test('small talk is no message', () => {
  for (const text of ['bonjour, merci de votre aide', 'please help me with my mail', 'ich weiss nicht weiter', '', '   ', '12345'])
    assert.equal(id(text), undefined, text)
})

test('one slip of the finger', () => {
  assert.ok(oneSlip('passwort', 'paswort') && oneSlip('server', 'sevrer') && oneSlip('failed', 'faild') && oneSlip('same', 'same'))
  assert.ok(!oneSlip('server', 'sender') && !oneSlip('login', 'logout'))
})
