// Every example of the words files is read as its fact, every `not` is left alone.

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readWords } from '../../src/diagnose/read/index.ts'
import { wordsMatch } from '../../src/diagnose/read/words.ts'
import { knowledge } from './knowledge.ts'

test('every example states its facts', () => {
  for (const words of knowledge().words) {
    for (const example of words.examples) {
      const { facts } = readWords(knowledge(), example)
      for (const [name, value] of Object.entries(words.gives)) {
        assert.ok(
          facts.some((fact) => fact.name === name && fact.value === value && fact.origin === 'said'),
          `${words.id}: "${example}" does not say ${name}=${value}`,
        )
      }
    }
  }
})

test('texts that only look alike state nothing', () => {
  for (const words of knowledge().words) {
    for (const other of words.not ?? []) assert.ok(!wordsMatch(words, other), `${words.id}: "${other}" must not match`)
  }
})

test('each language has its examples', () => {
  const said = (text: string) =>
    readWords(knowledge(), text)
      .facts.map((fact) => `${fact.name}=${fact.value}`)
      .sort()
  assert.ok(said('ÇA MARCHAIT HIER').includes('worked-before=true'))
  assert.ok(said('je n’ai jamais réussi').includes('worked-before=false'))
  assert.ok(said('new PC').includes('changed=device-new'))
  assert.ok(said('imprimante Canon').includes('device-kind=printer'))
  assert.ok(said('only on Wi-Fi').includes('network.matters=true'))
  assert.ok(said('seit dem letzten Update kann ich nicht senden').includes('changed=app-updated'))
  assert.ok(said('he cambiado la contraseña').includes('changed=password'))
  assert.ok(said('sul telefono funziona').includes('other-device=works'))
})

test('negation is heard', () => {
  const has = (text: string, fact: string) => readWords(knowledge(), text).facts.some((f) => `${f.name}=${f.value}` === fact)
  assert.ok(!has('le webmail ne marche pas non plus', 'webmail=works'))
  assert.ok(has('le webmail ne marche pas non plus', 'webmail=fails'))
  assert.ok(!has('sans antivirus', 'antivirus=true'))
  assert.ok(!has('no VPN', 'vpn=true'))
  assert.ok(!has('je n’ai pas changé mon mot de passe', 'changed=password'))
  assert.ok(!has('it never worked', 'worked-before=true'))
})

test('never throws, whatever is said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const result = readWords(knowledge(), text)
      assert.ok(Array.isArray(result.facts))
    }),
    { numRuns: 300 },
  )
})
