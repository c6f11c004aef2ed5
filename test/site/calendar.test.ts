// The calendar of the coming changes, read back by the rules of RFC 5545.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { calendar } from '../../src/site/calendar.ts'
import { type DatedChange, listPolicies } from '../../src/uses/policies.ts'

const NOW = '2026-11-22'

/** Lines unfolded (§3.1), as name and value. */
function read(ics: string): readonly (readonly [string, string])[] {
  assert.ok(ics.endsWith('\r\n'))
  const lines = ics.slice(0, -2).replaceAll('\r\n ', '').split('\r\n')
  return lines.map((line) => {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? assert.fail(line)
    return [name, value]
  })
}
const unescaped = (value: string) => value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))

describe('the calendar', () => {
  it('has an event a coming change, on its day, and nothing of the past', () => {
    for (const lang of ['en', 'fr'] as const) {
      const coming = listPolicies({ now: NOW }, loadKnowledge()).changes.filter((c) => c.coming)
      assert.ok(coming.length > 0)
      const lines = read(calendar(lang, NOW, coming))
      const all = (name: string) => lines.filter(([n]) => n === name).map(([, value]) => value)
      assert.equal(all('BEGIN').length, coming.length + 1)
      assert.equal(all('END').length, coming.length + 1)
      assert.deepEqual(
        all('UID'),
        coming.map((c) => `${c.id}@sesame-mail`),
      )
      for (const [i, change] of coming.entries()) {
        assert.ok(unescaped(all('SUMMARY')[i] ?? '').endsWith(change.what[lang]))
        assert.ok((all('DTEND')[i] ?? '') > (all('DTSTART')[i] ?? ''))
      }
      assert.ok(all('DTSTART').every((day) => day >= '20261123'))
    }
  })

  it('a month without a day lasts the month', () => {
    const [change] = listPolicies({ now: NOW }).changes as [DatedChange]
    const lines = read(calendar('en', NOW, [{ ...change, date: '2027-02' }]))
    assert.deepEqual(
      lines.filter(([name]) => name.startsWith('DTSTART') || name === 'DTEND').map(([, value]) => value),
      ['20270201', '20270301'],
    )
  })

  it('whatever the words: no line over 75 octets, no character broken, the words read back', () => {
    const [change] = listPolicies({ now: NOW }).changes as [DatedChange]
    const words = fc.string({
      unit: fc.constantFrom('é', '中', '🇫🇷', ',', ';', '\\', ':', '\n', ' ', 'a', 'n'),
      minLength: 1,
      maxLength: 400,
    })
    fc.assert(
      fc.property(words, (text) => {
        const ics = calendar('en', NOW, [{ ...change, what: { en: text, fr: text } }])
        for (const line of ics.split('\r\n')) {
          assert.ok(Buffer.byteLength(line) <= 75)
          assert.ok(!line.includes('\ufffd') && !line.includes('\n'))
        }
        const summary = read(ics).find(([name]) => name === 'SUMMARY')?.[1] ?? ''
        assert.equal(unescaped(summary), `${change.names.join(', ')}: ${text}`)
      }),
    )
  })
})
