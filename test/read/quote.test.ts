// Quotes are the writer's own words.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { quoted } from '../../src/diagnose/read/quote.ts'

describe('quotes', () => {
  it('keep case, accents and quotation marks', () => {
    assert.equal(quoted('  « Le serveur NE répond pas »\n', 'le serveur ne repond pas'), '« Le serveur NE répond pas »')
  })

  it('cut a long text around what was found', () => {
    const text = `${'avant '.repeat(40)}voici : 535 5.7.139 Authentication Unsuccessful, basic authentication is disabled. ${'après '.repeat(40)}`
    const quote = quoted(text, '535 5.7.139 authentication unsuccessful')
    assert.match(quote, /^… .*535 5\.7\.139 Authentication Unsuccessful.* …$/)
    assert.ok(quote.length < 140)
  })

  it('are a piece of the text, or what was found', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 30 }), (text, found) => {
        const quote = quoted(text, found)
        const flat = text.trim().replace(/\s+/g, ' ')
        assert.ok(quote === found || flat.includes(quote.replace(/^… /, '').replace(/ …$/, '')))
      }),
    )
  })
})
