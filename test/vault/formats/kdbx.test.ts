// A KeePass file is opened, edited and saved without losing what is in it, ours or another program's. Hostile files end in a word, not in a crash.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SesameError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import {
  changeKdbxPassphrase,
  type KdbxCost,
  newKdbx,
  openKdbx,
  putEntry,
  readEntries,
  removeEntry,
  saveKdbx,
} from '../../../src/vault/formats/kdbx.ts'
import type { SecretSort, VaultEntry } from '../../../src/vault/vault.ts'

/** Real Argon2id, as cheap as it goes. */
const CHEAP: KdbxCost = { memoryKib: 64, iterations: 1, parallelism: 1 }
const PASS = new Secret('une phrase « secrète » 🔑')
const SORTS: readonly SecretSort[] = ['password', 'app-password', 'oauth', 'oauth-client', 'bridge', 'key', 'note']

const code = (wanted: string, why?: string) => (error: unknown) =>
  error instanceof SesameError && error.code === wanted && (why === undefined || error.args.why === why)

const entry = (name: string, more: Partial<VaultEntry> = {}): VaultEntry => ({
  name,
  sort: 'password',
  title: name,
  made: '2026-01-02T03:04:05.000Z',
  changed: '2026-02-03T04:05:06.000Z',
  ...more,
})

describe('a KeePass file', () => {
  test('gives back every entry and secret exactly, whatever they hold', async () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    const controls = fc.string({
      unit: fc.constantFrom('\r', '\n', '\t', '\u0001', '<', '&', ']]>', '"', 'é', '\u{1f511}', ' '),
      minLength: 1,
      maxLength: 12,
    })
    const text = fc.oneof(texts, controls)
    const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map((d) => {
      d.setUTCMilliseconds(0)
      return d.toISOString()
    })
    const one = fc.record(
      {
        sort: fc.constantFrom(...SORTS),
        title: text,
        user: text,
        url: text,
        note: text,
        made: moment,
        changed: moment,
        due: moment.map((m) => m.slice(0, 10)),
      },
      { requiredKeys: ['sort', 'title', 'made', 'changed'] },
    )
    const book = fc.uniqueArray(fc.tuple(text, one, text), { selector: (t) => t[0], maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(book, async (entries) => {
        const made = await newKdbx('Essai', PASS, CHEAP)
        for (const [name, rest, secret] of entries) putEntry(made, { name, ...rest }, new Secret(secret))
        const read = readEntries(await openKdbx(await saveKdbx(made), PASS))
        const byName = new Map(read.map((r) => [r.entry.name, r]))
        assert.equal(read.length, entries.length)
        for (const [name, rest, secret] of entries) {
          assert.deepEqual(byName.get(name)?.entry, { name, ...rest })
          assert.equal(byName.get(name)?.secret.reveal(), secret)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('that another program wrote keeps its groups, attachments, history, icons and recycle bin through an edit', async () => {
    const made = await newKdbx('Autre', PASS, CHEAP)
    const { db, web } = made
    const theirs = db.createGroup(db.getDefaultGroup(), 'Banque')
    const card = db.createEntry(theirs)
    card.fields.set('Title', 'Carte')
    card.fields.set('UserName', 'marie')
    card.fields.set('Password', web.ProtectedValue.fromString('one'))
    card.fields.set('PIN', web.ProtectedValue.fromString('1234'))
    card.binaries.set('scan.pdf', await db.createBinary(new Uint8Array([1, 2, 3]).buffer))
    card.tags = ['argent']
    card.pushHistory()
    card.fields.set('Password', web.ProtectedValue.fromString('two'))
    const gone = db.createEntry(theirs)
    gone.fields.set('Title', 'Vieux')
    db.remove(gone)

    const opened = await openKdbx(await saveKdbx(made), PASS)
    const [read, ...others] = readEntries(opened)
    assert.deepEqual(others, [])
    assert.deepEqual(
      [read?.entry.name, read?.ours, read?.groups, read?.fields, read?.attachments],
      ['keepass/Carte/marie', false, ['Banque'], ['PIN'], ['scan.pdf']],
    )
    putEntry(opened, entry('keepass/Carte/marie', { title: 'Carte', user: 'marie', url: 'https://banque.example' }), new Secret('three'))
    putEntry(opened, entry('password/marie@icloud.com'), new Secret('four'))

    const again = await openKdbx(await saveKdbx(opened), PASS)
    const names = readEntries(again).map((r) => [r.entry.name, r.secret.reveal(), r.groups.join('/')])
    assert.deepEqual(names.sort(), [
      ['keepass/Carte/marie', 'three', 'Banque'],
      ['password/marie@icloud.com', 'four', 'Sésame/Passwords'],
    ])
    const kept = [...again.db.getDefaultGroup().allEntries()].find((e) => e.uuid.equals(card.uuid))
    const secretOf = (field: unknown) => (field instanceof again.web.ProtectedValue ? field.getText() : field)
    assert.equal(secretOf(kept?.fields.get('PIN')), '1234')
    assert.deepEqual(kept?.tags, ['argent'])
    assert.deepEqual(
      kept?.history.map((h) => secretOf(h.fields.get('Password'))),
      ['one', 'two'],
    )
    assert.equal(kept?.binaries.size, 1)
    const bin = again.db.getGroup(again.db.meta.recycleBinUuid!)
    assert.deepEqual(
      bin?.entries.map((e) => e.fields.get('Title')),
      ['Vieux'],
    )

    assert.equal(removeEntry(again, 'keepass/Carte/marie'), true)
    assert.equal(removeEntry(again, 'password/marie@icloud.com'), true)
    assert.equal(removeEntry(again, 'password/marie@icloud.com'), false)
    const last = await openKdbx(await saveKdbx(again), PASS)
    assert.deepEqual(readEntries(last), [])
    const titles = last.db.getGroup(last.db.meta.recycleBinUuid!)?.entries.map((e) => e.fields.get('Title'))
    assert.deepEqual(titles, ['Vieux', 'Carte'], 'what another program made is in its recycle bin; ours went for good')
  })

  test('gives two entries of the same name names that stay', async () => {
    const made = await newKdbx('Deux', PASS, CHEAP)
    for (const password of ['a', 'b']) {
      const one = made.db.createEntry(made.db.getDefaultGroup())
      one.fields.set('Title', 'Même')
      one.fields.set('Password', made.web.ProtectedValue.fromString(password))
    }
    const names = readEntries(made).map((r) => r.entry.name)
    assert.equal(new Set(names).size, 2)
    const bytes = await saveKdbx(made)
    const opened = await openKdbx(bytes, PASS)
    assert.deepEqual(
      readEntries(opened).map((r) => r.entry.name),
      names,
    )
    const second = readEntries(opened)[1]!
    putEntry(opened, second.entry, new Secret('c'))
    const [first, then] = readEntries(opened)
    assert.deepEqual([first?.secret.reveal(), then?.secret.reveal()], ['a', 'c'])
  })

  test('keeps the past of a password but not of a token, and no more of it than the file wants', async () => {
    const made = await newKdbx('Passé', PASS, CHEAP)
    made.db.meta.historyMaxItems = 3
    for (let i = 0; i < 6; i++) {
      putEntry(made, entry('password/a'), new Secret(`p${i}`))
      putEntry(made, entry('oauth/a', { sort: 'oauth' }), new Secret(`t${i}`))
    }
    const lengths = [...made.db.getDefaultGroup().allEntries()].map((e) => [e.fields.get('Title'), e.history.length])
    assert.deepEqual(lengths.sort(), [
      ['oauth/a', 0],
      ['password/a', 3],
    ])
  })

  test('opens with the new passphrase only, once it was changed', async () => {
    const made = await newKdbx('Clé', PASS, CHEAP)
    putEntry(made, entry('password/a'), new Secret('x'))
    await changeKdbxPassphrase(made, new Secret('autre'))
    const bytes = await saveKdbx(made)
    await assert.rejects(openKdbx(bytes, PASS, { file: 'f.kdbx' }), code('import-passphrase'))
    assert.equal(readEntries(await openKdbx(bytes, new Secret('autre')))[0]?.secret.reveal(), 'x')
  })

  test('read from the middle of a pooled buffer opens all the same', async () => {
    const bytes = await saveKdbx(await newKdbx('Lot', PASS, CHEAP))
    const pool = Buffer.concat([Buffer.alloc(7, 1), bytes, Buffer.alloc(9, 2)])
    assert.deepEqual(readEntries(await openKdbx(pool.subarray(7, 7 + bytes.length), PASS)), [])
  })
})

describe('a hostile KeePass file', () => {
  test('ends in a word, wherever it is cut or changed', async () => {
    const made = await newKdbx('Cible', PASS, CHEAP)
    putEntry(made, entry('password/a'), new Secret('planted-value'))
    const whole = await saveKdbx(made)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, by, cut) => {
        const bytes = cut ? whole.slice(0, at) : Uint8Array.from(whole, (b, i) => (i === at ? b ^ by : b))
        try {
          // A changed bit of the version's last part alone may go unnoticed; then what is read is right.
          const [one] = readEntries(await openKdbx(bytes, PASS))
          assert.equal(one?.secret.reveal(), 'planted-value')
        } catch (error) {
          assert.ok(error instanceof SesameError && ['import-invalid', 'import-passphrase'].includes(error.code), String(error))
          assert.ok(!JSON.stringify(error.args).includes('planted'))
        }
      }),
      { numRuns: 80 },
    )
  })

  test('that asks for hours of Argon2 or of AES rounds is refused before it begins', async () => {
    const { UInt64, UInt32 } = (await newKdbx('x', PASS, CHEAP)).web.VarDictionary.ValueType
    void UInt32
    const costly = async (key: string, value: number, kdf: 'Argon2id' | 'Aes') => {
      const made = await newKdbx('Cher', PASS, CHEAP)
      if (kdf === 'Aes') made.db.header.setKdf(made.web.Consts.KdfId.Aes)
      const stream = new made.web.BinaryStream()
      made.db.header.kdfParameters!.set(key, UInt64, made.web.Int64.from(value))
      made.db.header.generateSalts()
      made.db.header.write(stream)
      const header = new Uint8Array(stream.getWrittenBytes())
      const { createHash } = await import('node:crypto')
      return Buffer.concat([header, createHash('sha256').update(header).digest(), Buffer.alloc(64)])
    }
    for (const [key, value, kdf] of [
      ['M', 2 ** 42, 'Argon2id'],
      ['I', 2 ** 40, 'Argon2id'],
      ['R', 2 ** 40, 'Aes'],
    ] as const)
      await assert.rejects(openKdbx(await costly(key, value, kdf), PASS), code('import-invalid', 'costly'))
  })

  test('and what is none, or is of KeePass 1, is called so', async () => {
    await assert.rejects(openKdbx(Buffer.from('PK\u0003\u0004'), PASS), code('import-invalid', 'not-kdbx'))
    await assert.rejects(openKdbx(Buffer.from('03d9a29a65fb4bb5', 'hex'), PASS), code('import-invalid', 'old-kdb'))
    await assert.rejects(openKdbx(Buffer.alloc(0), PASS), code('import-invalid', 'not-kdbx'))
  })
})
