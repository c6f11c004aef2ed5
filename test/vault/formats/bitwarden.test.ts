// Bitwarden's export, in clear and under a password, is read and written as Bitwarden does: a witness in Python made the files and opens ours.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SesameError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import { bitwardenItems, readBitwardenItems } from '../../../src/vault/formats/bitwarden-plain.ts'
import { type BitwardenKdf, openBitwarden, sealBitwarden } from '../../../src/vault/formats/bitwarden-sealed.ts'
import { readImport } from '../../../src/vault/formats/read-import.ts'

const FIXTURES = join(process.cwd(), 'test/vault/formats/fixtures')
const PASSWORD = 'phrase « témoin »'
const CHEAP: BitwardenKdf = { kind: 'pbkdf2', iterations: 10 }
const CHEAP_ARGON2: BitwardenKdf = { kind: 'argon2id', iterations: 1, memoryMib: 1, lanes: 1 }
const WITNESS = spawnSync('python3', ['-c', 'import cryptography.hazmat.primitives.kdf.argon2']).status === 0

const fixture = (name: string) => readFileSync(join(FIXTURES, name))
const read = (bytes: Uint8Array, password: string | null = PASSWORD) =>
  readImport(bytes, { file: 'f.json', passphrase: async () => (password === null ? null : new Secret(password)) })
const refusedAs = (code: string, why?: string) => (error: unknown) =>
  error instanceof SesameError && error.code === code && (why === undefined || error.args.why === why)

describe('a Bitwarden export', () => {
  test('gives its logins, notes and keys, and names what it does not give', async () => {
    const { found, leftOut, plain, maker } = await read(fixture('bitwarden-plain.json'), null)
    assert.deepEqual([maker, plain], ['bitwarden', true])
    assert.deepEqual(
      found.map(({ secret, ...rest }) => ({ ...rest, secret: secret.reveal() })),
      [
        {
          at: 1,
          title: 'Boîte de Marie',
          sort: 'password',
          user: 'marie@mail.example',
          url: 'https://mail.example/login',
          note: 'posée au bureau\nétage 2',
          without: ['history', 'totp', 'more-urls'],
          secret: 'mot-de-pâsse "1"',
        },
        { at: 2, title: 'Codes', sort: 'note', without: [], secret: 'un\ndeux\ttrois' },
        { at: 5, title: 'serveur', sort: 'key', note: 'ssh-ed25519 AAAA', without: [], secret: '-----BEGIN\nclé\n-----END' },
      ],
    )
    assert.deepEqual(leftOut, [
      { at: 3, title: 'Carte', why: 'card' },
      { at: 4, title: 'Moi', why: 'identity' },
      { at: 6, title: 'Vide', why: 'no-password' },
      { at: 7, title: 'Jeté', why: 'in-trash' },
      { at: 8, title: 'Futur', why: 'unknown-kind' },
      { at: 9, why: 'broken' },
    ])
  })

  for (const kdf of ['pbkdf2', 'argon2id'])
    test(`that somebody else’s program encrypted with ${kdf} opens with its password alone`, async () => {
      const { found, leftOut, plain } = await read(fixture(`bitwarden-${kdf}.json`))
      assert.deepEqual([found.length, leftOut.length, plain], [3, 6, false])
      assert.equal(found[0]?.secret.reveal(), 'mot-de-pâsse "1"')
      await assert.rejects(read(fixture(`bitwarden-${kdf}.json`), 'phrase « temoin »'), refusedAs('import-passphrase'))
      await assert.rejects(read(fixture(`bitwarden-${kdf}.json`), null), refusedAs('no-secret'))
    })

  for (const kdf of [CHEAP, CHEAP_ARGON2])
    test(`that we encrypt with ${kdf.kind} opens in somebody else’s program`, {
      skip: !WITNESS && 'python3 has no cryptography with Argon2',
    }, async () => {
      const text = 'clé “à” 🔑 et 16 octets pile ou non'
      const sealed = await sealBitwarden(text, new Secret(PASSWORD), kdf)
      const { stdout, stderr } = spawnSync('python3', [join(FIXTURES, 'bitwarden.py'), 'open', PASSWORD], {
        input: sealed,
        encoding: 'utf8',
      })
      assert.equal(stdout.trimEnd(), text, stderr)
    })

  test('of our own comes back entry for entry', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((t) => t.trim() !== '')
    const line = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }).filter((t) => t.trim() === t)
    const one = fc.record({
      name: line,
      title: line,
      user: line,
      note: text,
      secret: text,
      sort: fc.constantFrom('password', 'oauth', 'note'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 5 }), async (all) => {
        const when = '2026-01-01T00:00:00.000Z'
        const kept = all.map(({ secret, sort, ...rest }) => ({
          entry: { ...rest, sort: sort as 'note', due: '2027-01-01', made: when, changed: when },
          secret: new Secret(secret),
        }))
        const sealed = await sealBitwarden(JSON.stringify(bitwardenItems(kept)), new Secret('p'), CHEAP)
        const { found, leftOut } = await read(Buffer.from(sealed), 'p')
        assert.deepEqual(leftOut, [])
        assert.deepEqual(
          found.map((f) => [f.name, f.title, f.sort, f.note, f.due, f.secret.reveal(), f.without]),
          all.map((a) => [a.name, a.title, a.sort, a.note, '2027-01-01', a.secret, []]),
        )
      }),
      { numRuns: 25 },
    )
  })

  test('ends in a word when it is damaged, too costly, or of an account alone', async () => {
    const sealed = JSON.parse(fixture('bitwarden-pbkdf2.json').toString()) as Record<string, unknown>
    const changed = (more: object) => read(Buffer.from(JSON.stringify({ ...sealed, ...more })))
    await assert.rejects(changed({ passwordProtected: false }), refusedAs('import-invalid', 'account-encrypted'))
    await assert.rejects(changed({ kdfIterations: 1e9 }), refusedAs('import-invalid', 'costly'))
    await assert.rejects(
      changed({ kdfType: 1, kdfMemory: 65536, kdfParallelism: 1, kdfIterations: 3 }),
      refusedAs('import-invalid', 'costly'),
    )
    await assert.rejects(changed({ kdfType: 7 }), refusedAs('import-invalid', 'unsupported'))
    await assert.rejects(changed({ kdfIterations: '5000' }), refusedAs('import-invalid', 'damaged'))
    await assert.rejects(changed({ data: '2.AAAA|BBBB|CCCC' }), refusedAs('import-invalid', 'damaged'))
    await assert.rejects(changed({ data: sealed.encKeyValidation_DO_NOT_EDIT }), refusedAs('import-invalid', 'not-bitwarden'))
    await assert.rejects(read(Buffer.from('{"items":')), refusedAs('import-invalid', 'not-json'))
    await assert.rejects(read(Buffer.from('{"a":1}')), refusedAs('import-invalid', 'not-bitwarden'))
    await assert.rejects(read(Buffer.from(`{"items":${'['.repeat(200_000)}`)), refusedAs('import-invalid', 'not-json'))
  })

  test('of any shape at all accounts for every item and never throws anything else', async () => {
    const item = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          type: fc.integer({ min: 0, max: 6 }),
          name: fc.jsonValue(),
          notes: fc.jsonValue(),
          login: fc.jsonValue(),
          fields: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const got = readBitwardenItems({ items })
        assert.ok(got !== null && got !== 'too-many')
        assert.deepEqual(
          [...got.found, ...got.leftOut].map(({ at }) => at).sort((a, b) => a - b),
          items.map((_, i) => i + 1),
        )
      }),
      { numRuns: 300 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('salt', 'kdfType', 'kdfIterations', 'data', 'encKeyValidation_DO_NOT_EDIT', 'passwordProtected'),
          fc.oneof(fc.jsonValue(), fc.constant(true), fc.constant('2.a|b|c'), fc.constantFrom(0, 1)),
        ),
        async (outer) => {
          const opened = await openBitwarden({ kdfIterations: 3, ...outer }, new Secret('x'))
          assert.ok('refused' in opened)
        },
      ),
      { numRuns: 150 },
    )
  })
})
