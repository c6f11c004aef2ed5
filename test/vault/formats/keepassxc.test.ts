// KeePassXC opens what we write, and we read what it wrote: its file, with a key file too, its XML and its table.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { SesameError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import { newKdbx, openKdbx, putEntry, readEntries, saveKdbx } from '../../../src/vault/formats/kdbx.ts'
import { readImport } from '../../../src/vault/formats/read-import.ts'

const CHEAP = { memoryKib: 64, iterations: 1, parallelism: 1 }
const PASSWORD = 'phrase « é » 🔑'
const HAS_IT = spawnSync('keepassxc-cli', ['--version']).status === 0
const skip = !HAS_IT && 'keepassxc-cli (Debian package keepassxc) is not installed here'

/** What it prints; it asks for passwords on standard input, one a line. */
function keepassxc(args: readonly string[], input = `${PASSWORD}\n`): Promise<string> {
  const child = spawn('keepassxc-cli', args, { env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8' } })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stdin.end(input)
  return new Promise((resolve, reject) =>
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${args[0]}: ${err}`)))),
  )
}

describe('KeePassXC', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-keepassxc-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('opens what we write: groups, every field, accents, symbols, the due date; and what it adds comes back', async () => {
    const file = join(folder, 'ours.kdbx')
    const made = await newKdbx('Sésame', new Secret(PASSWORD), CHEAP)
    const when = { made: '2026-01-02T03:04:05.000Z', changed: '2026-02-03T04:05:06.000Z' }
    const secret = 'mot"de,passe\\ é 🔑'
    const box = {
      name: 'password/marie@icloud.com',
      sort: 'password',
      title: 'Boîte « Marie » <&>',
      user: 'marie@icloud.com',
      url: 'imaps://imap.mail.me.com',
      note: 'ligne 1\nligne 2 é',
      due: '2027-03-04',
      ...when,
    } as const
    putEntry(made, box, new Secret(secret))
    putEntry(made, { name: 'note/codes', sort: 'note', title: 'Codes', note: 'pour qui', ...when }, new Secret('un\r\ndeux'))
    putEntry(made, { name: 'oauth/p', sort: 'oauth', title: 'Jeton', ...when }, new Secret('{"refresh":"x"}'))
    writeFileSync(file, await saveKdbx(made))

    const info = keepassxc(['db-info', file])
    const list = keepassxc(['ls', '-q', '-R', '-f', file])
    const show = keepassxc(['show', '-q', '-s', '--all', file, 'Passwords/Boîte « Marie » <&>'])
    const xml = keepassxc(['export', '-q', '-f', 'xml', file])
    assert.match(await info, /Argon2id/)
    assert.deepEqual(
      (await list)
        .split('\n')
        .filter((line) => line.includes('/') && !line.endsWith('/') && !line.includes('[empty]'))
        .sort(),
      ['Notes/Codes', 'Passwords/Boîte « Marie » <&>', 'Sign-ins/Jeton'],
    )
    const shown = await show
    for (const line of [
      `Title: ${box.title}`,
      `UserName: ${box.user}`,
      `Password: ${secret}`,
      `URL: ${box.url}`,
      'ligne 2 é',
      'Sesame name: password/marie@icloud.com',
      'Sesame sort: password',
    ])
      assert.ok(shown.includes(line), line)
    // KDBX 4 counts seconds since the year 1, as 64 bits in base64.
    const due = Buffer.alloc(8)
    due.writeBigInt64LE(BigInt(Date.parse('2027-03-04T00:00:00Z') - Date.parse('0001-01-01T00:00:00Z')) / 1000n)
    assert.ok(
      (await xml).replace(/\s/g, '').includes(`<ExpiryTime>${due.toString('base64')}</ExpiryTime><Expires>True`),
      'the due date is the expiry',
    )

    await keepassxc(['add', '-q', '-u', 'bob', '--url', 'https://leur.example', '-p', file, 'Le leur'], `${PASSWORD}\nleur secret\n`)
    const read = readEntries(await openKdbx(readFileSync(file), new Secret(PASSWORD)))
    assert.deepEqual(read.map(({ entry, secret: s }) => [entry.name, s.reveal()]).sort(), [
      ['keepass/Le leur/bob', 'leur secret'],
      ['note/codes', 'un\r\ndeux'],
      ['oauth/p', '{"refresh":"x"}'],
      ['password/marie@icloud.com', secret],
    ])
    assert.deepEqual(read.find(({ entry }) => entry.name === box.name)?.entry, box)
  })

  test('’s own file opens with password and key file only, and its XML and table give the same entries', async () => {
    const file = join(folder, 'theirs.kdbx')
    const key = join(folder, 'theirs.keyx')
    const withKey = ['-q', '-k', key]
    await keepassxc(['db-create', '-q', '--set-password', '--set-key-file', key, '-t', '100', file], `${PASSWORD}\n${PASSWORD}\n`)
    await keepassxc(['mkdir', ...withKey, file, 'Courrier'])
    await keepassxc(
      [
        'add',
        ...withKey,
        '-u',
        'marie@ex.example',
        '--url',
        'https://www.ex.example/x',
        '--notes',
        'note « é »',
        '-p',
        file,
        'Courrier/Boîte',
      ],
      `${PASSWORD}\nm,"p;\\é🔑\n`,
    )
    const [xml, csv] = await Promise.all([
      keepassxc(['export', ...withKey, '-f', 'xml', file]),
      keepassxc(['export', ...withKey, '-f', 'csv', file]),
    ])
    const opening = (bytes: Uint8Array, keyFile?: Uint8Array) =>
      readImport(bytes, { file: 'theirs', keyFile, passphrase: async () => new Secret(PASSWORD) })
    const expected = {
      at: 1,
      title: 'Boîte',
      sort: 'password',
      user: 'marie@ex.example',
      url: 'https://www.ex.example/x',
      note: 'note « é »',
      without: [],
      secret: 'm,"p;\\é🔑',
    }
    const [kdbx, fromXml, fromCsv] = await Promise.all([
      opening(readFileSync(file), readFileSync(key)),
      opening(Buffer.from(xml)),
      opening(Buffer.from(csv)),
    ])
    for (const [reading, maker, at] of [
      [kdbx, 'keepass', 1],
      [fromXml, 'keepass-xml', 1],
      [fromCsv, 'keepassxc-csv', 2],
    ] as const) {
      assert.equal(reading.maker, maker)
      assert.deepEqual(
        reading.found.map(({ secret, ...rest }) => ({ ...rest, secret: secret.reveal() })),
        [{ ...expected, at }],
      )
      assert.deepEqual(reading.leftOut, [])
    }
    await assert.rejects(opening(readFileSync(file)), (error) => error instanceof SesameError && error.code === 'import-passphrase')
  })
})
