import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Difference, differences, howOf } from '../../../src/transfer/proof/differences.ts'

function differ(source: string, target: string, piece = 7): Difference | undefined {
  const both = differences()
  const sides = [
    [both.source, Buffer.from(source, 'latin1')],
    [both.target, Buffer.from(target, 'latin1')],
  ] as const
  for (let i = 0; i < Math.max(source.length, target.length); i += piece)
    for (const [copy, bytes] of sides) if (i < bytes.length) copy.data(bytes.subarray(i, i + piece))
  for (const [copy] of sides) copy.end()
  return both.result()
}

const MESSAGE = 'From: a@example.org\r\nSubject: one\r\n two\r\n\r\nFirst line\r\nSecond line\r\n'
const cases: readonly (readonly [what: string, target: string, expected: Partial<Difference>, how: string])[] = [
  [
    'LF for CR LF',
    MESSAGE.replaceAll('\r\n', '\n'),
    { change: 'line-ends', at: 19, ends: ['CR LF', 'LF'] },
    'byte 19: LF instead of CR LF',
  ],
  [
    'one CR doubled',
    MESSAGE.replace('First line\r', 'First line\r\r'),
    { change: 'line-ends', ends: ['CR LF', 'CR CR LF'] },
    'byte 54: CR CR LF instead of CR LF',
  ],
  ['the last line end is gone', MESSAGE.slice(0, -2), { change: 'end-of-message', at: 66 }, 'byte 66: 66 bytes instead of 68'],
  ['blank lines more at the end', `${MESSAGE}\r\n\r\n`, { change: 'end-of-message', at: 68 }, 'byte 68: 72 bytes instead of 68'],
  ['a field more', `X-Added: yes\r\n${MESSAGE}`, { change: 'header', added: ['x-added'] }, 'byte 0: header: added x-added'],
  [
    'a field less',
    MESSAGE.replace('Subject: one\r\n two\r\n', ''),
    { change: 'header', removed: ['subject'] },
    'byte 21: header: removed subject',
  ],
  [
    'a field that says something else',
    MESSAGE.replace(' two', ' three'),
    { change: 'header', changed: ['subject'] },
    'byte 37: header: changed subject',
  ],
  [
    'fields in another order',
    'Subject: one\r\n two\r\nFrom: a@example.org\r\n\r\nFirst line\r\nSecond line\r\n',
    { change: 'header', reordered: true },
    'byte 0: header: fields in another order',
  ],
  ['the body', MESSAGE.replace('Second', 'Other'), { change: 'body', at: 11 }, 'byte 11 of the body: other bytes, 67 bytes instead of 68'],
  ['the body cut', MESSAGE.slice(0, -8), { change: 'body' }, 'byte 16 of the body: other bytes, 60 bytes instead of 68'],
  [
    'header and body',
    `X-Added: yes\r\n${MESSAGE.replace('Second', 'Other')}`,
    { change: 'body', added: ['x-added'] },
    'byte 11 of the body: other bytes, 81 bytes instead of 68; header: added x-added',
  ],
]

for (const [what, target, expected, how] of cases)
  test(`what changed: ${what}`, () => {
    for (const piece of [1, 2, 3, 64, 1000]) {
      const found = differ(MESSAGE, target, piece)
      assert.ok(found)
      for (const [key, value] of Object.entries(expected))
        assert.deepEqual(found[key as keyof Difference], value, `${key}, in pieces of ${piece}`)
      assert.equal(howOf(found), how)
      assert.ok(!howOf(found).includes('Second'))
    }
  })

test('a bare CR and what became of it', () => {
  assert.deepEqual(differ('A: b\n\nc\rd\n', 'A: b\n\nc\r\nd\n')?.ends, ['CR', 'CR LF'])
  assert.deepEqual(differ('A: b\n\nc\rd\n', 'A: b\n\nc\nd\n')?.ends, ['CR', 'LF'])
})

test('property: the same bytes never differ, other bytes always do, and the first one is named whatever the pieces', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', ' ', '\r', '\n', '\r\n', '\r\n\r\n', 'A: b\r\n'), maxLength: 30 })
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 9 }), (one, other, piece) => {
      assert.equal(differ(one, one, piece), undefined)
      const found = differ(one, other, piece)
      assert.equal(found === undefined, one === other)
      assert.deepEqual(found, differ(one, other, 1000), 'the pieces make no difference')
      if (found === undefined || found.change === 'body') return
      let first = 0
      while (first < one.length && one[first] === other[first]) first++
      assert.equal(found.at, first)
      const canonical = (whole: string) => whole.replace(/\r*\n|\r/g, '\n').replace(/\n+$/, '')
      if (found.change !== 'header') assert.equal(canonical(one), canonical(other))
    }),
    { numRuns: 3_000 },
  )
})

test('whoever is ahead is asked to wait, until the other came near or will not come', async () => {
  const both = differences()
  const chunk = Buffer.alloc(600_000, 'a')
  both.target.data(chunk.subarray(0, 10))
  both.source.data(chunk)
  assert.equal(both.source.ready(), undefined)
  both.source.data(chunk)
  const wait = both.source.ready()
  assert.ok(wait)
  both.target.data(chunk)
  await wait
  both.source.data(chunk)
  const again = both.source.ready()
  both.target.end()
  await again
})

test('a copy that is read long before the other costs bounded memory, and the kind of change is still told', () => {
  const both = differences()
  const chunk = Buffer.alloc(1 << 20, 'a')
  both.source.data(Buffer.from('A: b\n\n'))
  for (let i = 0; i < 20; i++) both.source.data(chunk)
  both.source.end()
  both.target.data(Buffer.from('A: b\r\n\r\n'))
  for (let i = 0; i < 20; i++) both.target.data(chunk)
  both.target.end()
  const found = both.result()
  assert.equal(found?.change, 'line-ends')
  assert.equal(found?.at, undefined)
})
