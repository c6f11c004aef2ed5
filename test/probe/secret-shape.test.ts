// The shape of a secret: each provider's app password, and every way in which people break it on the way.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import type { AppPassword } from '../../src/model/knowledge.ts'
import { Secret } from '../../src/model/secret.ts'
import { secretShape } from '../../src/probe/secret-shape.ts'

const none = { en: '', fr: '' }
const apple: AppPassword = {
  name: none,
  path: none,
  shape: '^[a-z]{4}-[a-z]{4}-[a-z]{4}-[a-z]{4}$',
  separators: 'keep',
  needsTwoFactor: true,
  killedBy: [],
}
const google: AppPassword = { ...apple, shape: '^[a-z]{16}$', separators: 'strip' }
const googleAsShown: AppPassword = { ...google, shape: '^[a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}$' }

const shape = (text: string, kind?: AppPassword) => secretShape(new Secret(text), kind)
const group = fc.stringMatching(/^[a-z]{4}$/)
const groups = fc.tuple(group, group, group, group)

describe('the shape of a secret', () => {
  it('knows an app password as it should be typed', () => {
    fc.assert(
      fc.property(groups, (g) => {
        assert.deepEqual({ ...shape(g.join('-'), apple), secret: 0 }, { shape: 'app-password', mended: false, secret: 0 })
        assert.equal(shape(g.join(''), google).shape, 'app-password')
        assert.equal(shape(g.join(''), googleAsShown).shape, 'app-password')
      }),
    )
  })

  it('takes out the spaces that a provider only shows, and says so', () => {
    fc.assert(
      fc.property(groups, fc.constantFrom(' ', '-', ' - '), (g, by) => {
        for (const kind of [google, googleAsShown]) {
          const { shape: seen, secret, mended } = shape(g.join(by), kind)
          assert.deepEqual([seen, secret.reveal(), mended], ['app-password-spaces', g.join(''), true])
        }
      }),
    )
  })

  it("puts Apple's dashes back", () => {
    fc.assert(
      fc.property(groups, fc.constantFrom('', ' '), (g, by) => {
        const { shape: seen, secret } = shape(g.join(by), apple)
        assert.deepEqual([seen, secret.reveal()], ['app-password-spaces', g.join('-')])
      }),
    )
  })

  it('sees a missing end', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 9, max: 18 }), (g, length) => {
        assert.equal(shape(g.join('-').slice(0, length).replace(/-$/, ''), apple).shape, 'app-password-truncated')
      }),
    )
    assert.equal(shape('abcdefghijkl', google).shape, 'app-password-truncated')
    assert.equal(shape('abcd efgh ijkl', google).shape, 'app-password-truncated')
  })

  it('does not take a word for a broken app password', () => {
    for (const word of ['sunshine', 'Tr0ub4dor&3', 'correct-horse', 'marie', 'Abcd-Efgh-Ijkl-Mnop', 'abcdefghijklmnopq']) {
      assert.equal(shape(word, google).shape, 'account-password', word)
      assert.equal(shape(word, apple).shape, 'account-password', word)
    }
  })

  it('sees blanks and line breaks at the ends, and sends an app password without them', () => {
    fc.assert(
      fc.property(groups, fc.constantFrom(' ', '\n', '\r\n', '\u00a0', '\u200b', '\ufeff', '\t'), fc.boolean(), (g, blank, front) => {
        const text = front ? blank + g.join('-') : g.join('-') + blank
        const { shape: seen, secret } = shape(text, apple)
        assert.deepEqual([seen, secret.reveal()], ['padded', g.join('-')])
      }),
    )
    assert.equal(shape(' my pass ').secret.reveal(), ' my pass ', 'a blank may be part of a password')
    assert.equal(shape('my pass\r\n').secret.reveal(), 'my pass', 'a line break never is')
  })

  it('sees letters beyond ASCII, and folds the dashes of word processors', () => {
    assert.equal(shape('pässword').shape, 'non-ascii')
    assert.equal(shape('pässword').mended, false)
    const typographic = shape('abcd\u2013efgh\u2013ijkl\u2013mnop', apple)
    assert.deepEqual([typographic.shape, typographic.secret.reveal()], ['non-ascii', 'abcd-efgh-ijkl-mnop'])
  })

  it('knows tokens, nothing at all, and what it cannot know', () => {
    const jwt = [{ typ: 'JWT', alg: 'RS256' }, { aud: 'https://outlook.office.com' }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    assert.equal(shape(`${jwt.join('.')}.c2lnbmF0dXJl`).shape, 'token')
    assert.equal(shape(`ya29.${'a0AfB_by'.repeat(8)}`, google).shape, 'token')
    assert.equal(shape(`EwB4${'A8l6BAAU'.repeat(30)}`).shape, 'token')
    assert.equal(shape('').shape, 'empty')
    assert.equal(shape(' \n').shape, 'empty')
    assert.equal(shape('anything').shape, 'unknown')
  })

  it('never fails and never shows the secret, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6 }), fc.constantFrom(undefined, apple, google, googleAsShown), (text, kind) => {
        const seen = shape(text, kind)
        const shown = `${JSON.stringify(seen)}${inspect(seen)}${seen.secret}`.replaceAll(/app-password(-\w+)?|account-password/g, '')
        // A text of JSON's own words cannot be told from them; anything else must not be there.
        if (!/^[a-z":,{}•\s[\]-]*$/i.test(text)) assert.ok(!shown.includes(text))
      }),
    )
  })
})
