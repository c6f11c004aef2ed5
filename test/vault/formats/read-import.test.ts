// Whatever file is given, it is read or refused in one word; what a KeePass file has beyond passwords is named.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SesameError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import { newKdbx, saveKdbx } from '../../../src/vault/formats/kdbx.ts'
import { guessFormat, IMPORT_FORMATS, type ImportFormat, readImport } from '../../../src/vault/formats/read-import.ts'

const CHEAP = { memoryKib: 64, iterations: 1, parallelism: 1 }
const read = (bytes: Uint8Array, format?: ImportFormat) => readImport(bytes, { file: 'f', format, passphrase: async () => new Secret('p') })
const refusedAs = (why: string) => (error: unknown) =>
  error instanceof SesameError && error.code === 'import-invalid' && error.args.why === why

/** A KeePass XML with this inside its first group. */
const xml = (inside: string, doctype = '') =>
  Buffer.from(
    `<?xml version="1.0"?>${doctype}<KeePassFile><Meta/><Root><Group><UUID>R0tspsqDQr6m2j2LXAbXHw==</UUID><Name>G</Name>${inside}</Group></Root></KeePassFile>`,
  )
const entryXml = (title: string, password: string) =>
  `<Entry><UUID>iD5gTsT1RW284WbX0NdkrQ==</UUID><String><Key>Title</Key><Value>${title}</Value></String><String><Key>Password</Key><Value ProtectInMemory="True">${password}</Value></String></Entry>`

describe('a file to import', () => {
  test('is known by what is in it, not by its name', async () => {
    const kdbx = await saveKdbx(await newKdbx('x', new Secret('p'), CHEAP))
    const known: [Uint8Array, ImportFormat | null][] = [
      [kdbx, 'kdbx'],
      [xml(''), 'keepass-xml'],
      [Buffer.from('\ufeff\n {"encrypted":true}'), 'bitwarden'],
      [Buffer.from('name,password\n'), 'csv'],
      [Buffer.from('\ufeffname;password\n', 'utf16le'), 'csv'],
      [Buffer.from('<!doctype html><html>'), null],
      [Buffer.from('PK\u0003\u0004\u0000\u0000'), null],
    ]
    for (const [bytes, format] of known) assert.equal(guessFormat(bytes), format)
    await assert.rejects(read(Buffer.from('<html>')), refusedAs('unknown-format'))
    await assert.rejects(read(Buffer.from('name,password'), 'kdbx'), refusedAs('not-kdbx'))
    await assert.rejects(read(kdbx, 'csv'), SesameError)
  })

  test('of any bytes, read as any format, is read or refused in a word that quotes nothing', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '{',
            '}',
            '[',
            '"items"',
            ':',
            '"planted"',
            ',',
            '<KeePassFile>',
            '<Root>',
            '<Group>',
            '</Group>',
            '<?xml ?>',
            '&x;',
            '\n',
            'password',
          ),
        )
        .map((parts) => Buffer.from(parts.join(''))),
      fc.json().map((text) => Buffer.from(text)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.option(fc.constantFrom(...IMPORT_FORMATS), { nil: undefined }), async (data, format) => {
        try {
          const { found, leftOut } = await read(data, format)
          assert.ok(found.length + leftOut.length >= 0)
        } catch (error) {
          assert.ok(error instanceof SesameError && error.code === 'import-invalid', String(error))
          assert.doesNotMatch(JSON.stringify([error.args, String(error.cause)]), /planted/)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('of XML does not read other files, swell, or nest for ever', async () => {
    const [own] = (await read(xml(entryXml('T', 'planted')))).found
    assert.equal(own?.secret.reveal(), 'planted')
    const outside = xml(entryXml('T', '&x;'), '<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/hostname">]>')
    await assert.rejects(read(outside), refusedAs('damaged'))
    const further = 'bcdefgh'.replace(
      /./g,
      (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(20)}">`,
    )
    const laughs = `<!DOCTYPE k [<!ENTITY a "${'ha'.repeat(1000)}">${further}]>`
    await assert.rejects(read(xml(entryXml('&h;', 'p'), laughs)), refusedAs('damaged'))
    await assert.rejects(read(xml('<Group>'.repeat(30_000) + '</Group>'.repeat(30_000))), refusedAs('damaged'))
  })

  test('of KeePass is taken but for what it names: codes, passkeys, attachments, its bin', async () => {
    const { db, web } = await newKdbx('x', new Secret('p'), CHEAP)
    const add = (title: string, fields: Record<string, string>) => {
      const entry = db.createEntry(db.getDefaultGroup())
      for (const [name, value] of Object.entries({ Title: title, Password: 'pw', ...fields }))
        entry.fields.set(name, web.ProtectedValue.fromString(value))
      return entry
    }
    add('codes', { otp: 'otpauth://totp/x' })
    add('more', { KPEX_PASSKEY_USERNAME: 'm', KP2A_URL_1: 'https://two.example', PIN: '1' })
    add('file', {}).binaries.set('scan.pdf', await db.createBinary(new Uint8Array([1]).buffer))
    add('empty', { Password: '' })
    add('only a note', { Password: '', Notes: 'the secret is here' })
    db.remove(add('gone', {}))
    const { found, leftOut } = await read(new Uint8Array(await db.save()))
    assert.deepEqual(
      found.map(({ at, title, sort, without }) => [at, title, sort, without]),
      [
        [1, 'codes', 'password', ['totp']],
        [2, 'more', 'password', ['passkey', 'more-urls', 'fields']],
        [3, 'file', 'password', ['attachments']],
        [5, 'only a note', 'note', []],
      ],
    )
    assert.deepEqual(leftOut, [
      { at: 4, title: 'empty', why: 'no-password' },
      { at: 6, title: 'gone', why: 'in-trash' },
    ])
  })
})
