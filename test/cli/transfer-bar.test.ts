// The picture of a transfer fits any window in both languages; what is typed as a size, a day or a command is read and written back right.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dayOption } from '../../src/cli/day-option.ts'
import { liveLines } from '../../src/cli/live-lines.ts'
import { shellWords } from '../../src/cli/same-command.ts'
import { sizeOption } from '../../src/cli/size-option.ts'
import { columns } from '../../src/cli/terminal.ts'
import { type TransferPicture, transferLines } from '../../src/cli/transfer-bar.ts'
import { bytesIn, spanIn } from '../../src/text/amounts.ts'
import { textIn } from '../../src/text/index.ts'

const count = fc.record({ messages: fc.nat(10_000_000), bytes: fc.nat(2_000_000_000_000) })
const picture: fc.Arbitrary<TransferPicture> = fc.record({
  phase: fc.constantFrom('connect', 'inventory', 'list', 'settle', 'copy', 'follow', 'proof', 'wait', 'done'),
  folder: fc.constantFrom('', 'INBOX', 'Clients/Dupont & fils/2019/Très long nom de dossier', '日本語/旅行'),
  done: count,
  total: count,
  messagesPerSecond: fc.double({ min: 0, max: 5_000, noNaN: true }),
  bytesPerSecond: fc.double({ min: 0, max: 1e9, noNaN: true }),
  left: fc.option(fc.nat(1e9), { nil: undefined }),
  refused: fc.nat(9_999),
  waiting: fc.option(fc.record({ what: fc.constant('marie@outlook.com wants less'), ms: fc.nat(300_000) }), { nil: undefined }),
  paused: fc.boolean(),
  keys: fc.boolean(),
})

describe('the picture of a transfer', () => {
  it('has at most two lines and never more columns than the window', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 40, max: 200 }), fc.constantFrom('en' as const, 'fr' as const), (one, width, lang) => {
        const lines = transferLines(one, { lang, text: textIn(lang), width, style: (_, text) => text })
        assert.ok(lines.length <= 2)
        for (const line of lines) assert.ok(columns(line) < width, `${columns(line)} of ${width}: ${line}`)
      }),
      { numRuns: 500 },
    )
  })

  it('goes back as many rows as it took, also when the window became narrower', () => {
    let width = 80
    let out = ''
    const lines = liveLines(
      (text) => (out += text),
      () => width,
    )
    lines.show(['x'.repeat(70), 'y'.repeat(20)])
    width = 40
    out = ''
    lines.show(['z'])
    assert.ok(out.startsWith('\r\u001b[2A\u001b[J'), JSON.stringify(out))
    out = ''
    lines.say(['\u001b[31mred\u0007'])
    assert.ok(!out.includes('\u0007') && out.endsWith('z'))
  })
})

describe('amounts', () => {
  it('are written as people read them', () => {
    const told = [bytesIn('en', 1), bytesIn('fr', 0), bytesIn('en', 999), bytesIn('fr', 1_240_000), bytesIn('en', 35_651_584)]
    assert.deepEqual(
      told.map((text) => text.replace('\u00a0', ' ')),
      ['1 byte', '0 octets', '999 bytes', '1,2 Mo', '36 MB'],
    )
    const spans = [spanIn('en', 420), spanIn('fr', 65_000), spanIn('en', 3_900_000), spanIn('fr', 190_000_000)]
    assert.deepEqual(
      spans.map((text) => text.replaceAll('\u00a0', ' ')),
      ['0.4 s', '1 min 05 s', '1 h 05 min', '2 j 4 h'],
    )
  })

  it('are read as people type them, and nothing else is', () => {
    const sizes = ['25M', '25 MB', '1,5 Go', '500K/s', '10 KiB', '7'].map((size) => sizeOption({ size }, 'size'))
    assert.deepEqual(sizes, [25_000_000, 25_000_000, 1_500_000_000, 500_000, 10_240, 7])
    for (const size of ['', 'huge', '-5', '0', '1e9', '5 m b']) assert.throws(() => sizeOption({ size }, 'size'), /option-invalid/, size)
    assert.deepEqual(
      ['2024', '2024-02', '2024-02-29'].map((day) => dayOption({ day }, 'day')),
      ['2024-01-01', '2024-02-01', '2024-02-29'],
    )
    for (const day of ['2023-02-29', '24', '2024-13', 'yesterday']) assert.throws(() => dayOption({ day }, 'day'), /option-invalid/, day)
  })

  it('a command is written so that a shell reads it back', () => {
    assert.equal(
      shellWords(['copy', 'a@b.c', '--under', "Old 'mail'", '--include', 'Clients/**']),
      "copy a@b.c --under 'Old '\\''mail'\\''' --include 'Clients/**'",
    )
  })
})
