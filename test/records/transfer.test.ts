// Sheets out and in again: round trips, inventories as spreadsheets write them, hostile files; every row is accounted for.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeTable } from '../../src/records/decode.ts'
import { emptySheet, FACTOR_KINDS, SECRET_KINDS, type Sheet, SIGN_INS } from '../../src/records/sheet.ts'
import { nameKey, readSheet } from '../../src/records/sheet-shape.ts'
import { cellText, csvCell, readTable } from '../../src/records/table.ts'
import { readYaml, sheetYaml } from '../../src/records/yaml.ts'
import { editSheet, exportSheets, importSheets, listSheets, newSheet, showSheet } from '../../src/sesame.ts'
import { code, type RecordsPlace, recordsPlace } from './desk.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) =>
    text
      .normalize('NFC')
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .normalize('NFC')
      .trim(),
  )
  .filter((text) => text !== '')
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const things = <T>(of: fc.Arbitrary<T>, name: (one: T) => string) =>
  fc.uniqueArray(of, { maxLength: 4, selector: (one) => nameKey(name(one)) })
const clean = <T extends object>(of: fc.Arbitrary<T>) =>
  of.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T)

const sheet: fc.Arbitrary<Sheet> = clean(
  fc.record({
    notes: maybe(fc.array(word, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))),
    owners: fc.uniqueArray(word, { maxLength: 4 }),
    secondAdmin: maybe(word),
    rotation: fc.nat(100),
    devices: things(
      clean(
        fc.record({
          device: word,
          app: maybe(word),
          signIn: fc.constantFrom(...SIGN_INS),
          since: maybe(day),
          state: fc.constantFrom('in-use', 'lost'),
          note: maybe(word),
        }),
      ),
      (one) => `${one.device} · ${one.app}`,
    ),
    factors: things(clean(fc.record({ name: word, kind: fc.constantFrom(...FACTOR_KINDS), where: maybe(word) })), (one) => one.name),
    secrets: things(
      clean(fc.record({ name: word, kind: fc.constantFrom(...SECRET_KINDS), due: maybe(day), every: maybe(fc.nat(60)) })),
      (one) => one.name,
    ),
    settled: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), day, { maxKeys: 3 }),
  }),
).map((more) => ({ ...emptySheet('marie@example.org'), ...(more as Partial<Sheet>) }))

const never = () => false

describe('sheets out and in', () => {
  let place: RecordsPlace
  before(() => {
    place = recordsPlace()
  })
  after(() => place.close())

  it('any sheet comes back from YAML as it went', () => {
    fc.assert(
      fc.property(sheet, (one) => {
        const [document] = readYaml(sheetYaml(one))
        const read = readSheet(document?.data, never)
        assert.deepEqual(read.faults, [])
        assert.deepEqual(read.sheet, { ...read.sheet, ...JSON.parse(JSON.stringify(one)) })
      }),
      { numRuns: 150 },
    )
  })

  it('any cell comes back from a table, whatever parts the cells', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (rows, delimiter) => {
          const lines = [['address', 'owner', 'note'], ...rows].map((cells) => cells.map((one) => csvCell(one, delimiter)).join(delimiter))
          const table = readTable(lines.join('\r\n'))
          assert.deepEqual(
            table.columns.map((one) => one.role),
            ['address', 'owners', 'notes'],
          )
          const back = table.rows.map((row) => row.cells.map(cellText))
          assert.deepEqual(back, rows)
        },
      ),
      // An apostrophe of the text before a sign that a spreadsheet would reckon with.
      { numRuns: 150, examples: [[[["'-", "'=x", "''+1"]], ',']] },
    )
  })

  it('hostile bytes end in a report or an error of ours, quickly, with every row counted', async () => {
    const { request } = place
    const hostile = [
      ...[
        'address\n'.repeat(3),
        'address,owner\n"marie@example.org,x\nother@example.org,y',
        `address${',x'.repeat(5_000)}\n`,
        `address\n${'"'.repeat(9_999)}`,
      ],
      ...[
        '\u0000\u0000\u0000',
        '__proto__,address\nx,a@example.org',
        `address\n${'a'.repeat(100_000)}@example.org`,
        '=cmd|calc,address\n=1+1,formula@example.org',
      ],
    ].map(utf8)
    const yaml = [
      'a: &a [*a]',
      `${'['.repeat(20_000)}`,
      '{'.repeat(5_000),
      '!!js/function x',
      '__proto__: {a: 1}\naddress: a@example.org',
      '- 1\n- 2',
      '---\n---\n',
      'address: [a, b]',
    ].map(utf8)
    const random = fc.sample(fc.uint8Array({ maxLength: 400 }), 40)
    for (const [format, files] of [
      ['csv', [...hostile, ...random]],
      ['yaml', [...yaml, ...random]],
    ] as const)
      for (const bytes of files) {
        const report = await importSheets({ ...request, bytes, format, dryRun: true }).catch((error: unknown) => {
          assert.ok(code('record-file')(error), String((error as Error).stack))
          return null
        })
        if (report === null) continue
        const rejected = new Set(report.rejected.map((one) => one.row)).size
        assert.equal(report.made + report.updated + report.unchanged + report.joined + report.duplicates + rejected, report.rows)
      }
    assert.equal((await listSheets(request)).all, 0, 'a rehearsal writes nothing')
  })

  it('reads what Excel and helpdesks write: encodings, separators, French and English headers', async () => {
    const table = 'Adresse e-mail;Propriétaire;Fournisseur;Téléphone\r\nmarie@icloud.com;Élodie Œuvré – “Zoé”;iCloud;+33 6 12 34 56 78\r\n'
    const encoded: Readonly<Record<string, Uint8Array>> = {
      'utf-8': utf8(table),
      'utf-8 with mark': utf8(`\ufeff${table}`),
      'utf-16le': Uint8Array.from([0xff, 0xfe, ...Buffer.from(table, 'utf16le')]),
      'utf-16be': Uint8Array.from([0xfe, 0xff, ...Buffer.from(table, 'utf16le').swap16()]),
      'utf-16le without mark': Buffer.from(table, 'utf16le'),
      'windows-1252': Uint8Array.from([...table].map((c) => ({ Œ: 0x8c, œ: 0x9c, '–': 0x96, '“': 0x93, '”': 0x94 })[c] ?? c.charCodeAt(0))),
    }
    for (const [name, bytes] of Object.entries(encoded)) assert.equal(decodeTable(bytes).text, table, name)
    const { request } = place
    await importSheets({ ...request, bytes: encoded['windows-1252']!, format: 'csv' })
    const { sheet: one } = await showSheet({ ...request, name: 'marie@icloud.com' })
    assert.deepEqual([one.owners, one.provider, one.recovery.phone], [['Élodie Œuvré – “Zoé”'], 'icloud', '+33 ••• 78'])
    const english = utf8(
      'mailbox,user,device,mail client,auth,2fa,last password change,password,city\npaul@gmail.com,"Dupont, Paul",PC 4,Thunderbird,OAuth2,YubiKey,11/30/2025,x,Lyon\npaul@gmail.com,,Phone,iPhone Mail,,,,,Lyon\npaul@gmail.com,"Dupont, Paul",PC 4,Thunderbird,OAuth2,YubiKey,,,Lyon\n',
    )
    const report = await importSheets({ ...request, bytes: english, format: 'csv' })
    // The day is American here: nobody can know, and no day is made up.
    assert.deepEqual(
      report.rejected.map((one) => [one.row, one.why]),
      [[1, 'day']],
    )
    assert.deepEqual([report.made, report.joined], [1, 1])
    const { sheet: paul } = await showSheet({ ...request, name: 'paul@gmail.com' })
    assert.deepEqual(paul.owners, ['Dupont, Paul'])
    assert.deepEqual(
      paul.devices.map((one) => [one.device, one.app, one.signIn]),
      [
        ['Phone', 'apple-mail-ios', 'unknown'],
        ['PC 4', 'thunderbird', 'oauth'],
      ],
    )
    assert.equal(paul.notes, 'city: Lyon')
  })

  it('rows that were not taken come back in a file that is mended and imported', async () => {
    const { request } = place
    const bytes = utf8('address;owner;kind\nbad;Paul;work\nok@example.org;=Nina;work\nmarie@icloud.com;x;work\nhal@example.org;Hal;robot\n')
    const report = await importSheets({ ...request, bytes, format: 'csv' })
    assert.deepEqual(
      report.rejected.map((one) => [one.row, one.line, one.why]),
      [
        [1, 2, 'address'],
        [3, 4, 'exists'],
        [4, 5, 'choice'],
      ],
    )
    const table = report.rejectedTable!((one) => one.why, 'why')
    assert.match(table, /^\ufeffaddress;owner;kind;why\r\nbad;Paul;work;address\r\n/)
    const mended = table.replace('\nbad;', '\ngood@example.org;').replace('robot', 'personal')
    const again = await importSheets({ ...request, bytes: utf8(mended), format: 'csv', update: true })
    assert.deepEqual([again.made, again.updated, again.rejected.length], [2, 1, 0])
    assert.deepEqual((await showSheet({ ...request, name: 'marie@icloud.com' })).sheet.owners, ['Élodie Œuvré – “Zoé”', 'x'], 'lists grow')
    assert.deepEqual((await showSheet({ ...request, name: 'ok@example.org' })).sheet.owners, ['=Nina'])
    assert.equal((await importSheets({ ...request, bytes: utf8(mended), format: 'csv', update: true })).unchanged, 3)
  })

  it('all sheets leave as YAML and come into an empty place the same; pages hold no mark-up of theirs', async () => {
    const { request } = place
    const evil = '<img src=x onerror=alert(1)> [x](javascript:1) **b** | c'
    await newSheet({ ...request, address: 'evil@example.org' })
    await editSheet({ ...request, name: 'evil@example.org', edits: [`notes=${evil}`, `owners=${evil}`] })
    const { text, sheets } = await exportSheets({ ...request, format: 'yaml', lang: 'en' })
    const other = recordsPlace()
    try {
      const report = await importSheets({ ...other.request, bytes: utf8(text), format: 'yaml' })
      assert.deepEqual([report.made, report.rejected], [sheets, []])
      assert.equal((await exportSheets({ ...other.request, format: 'yaml', lang: 'en' })).text, text)
    } finally {
      other.close()
    }
    const html = (await exportSheets({ ...request, format: 'html', lang: 'fr' })).text
    assert.ok(!html.includes('<img') && html.includes('&lt;img') && html.includes('<html lang="fr">'))
    assert.ok(!/<script|src=["']?http|@import|url\(/.test(html), 'the page fetches nothing')
    const markdown = (await exportSheets({ ...request, names: ['evil@example.org'], format: 'markdown', lang: 'en' })).text
    assert.ok(!markdown.includes('<img') && !markdown.includes('[x](') && !markdown.includes('**b**'))
  })
})
