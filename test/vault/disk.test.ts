// A disk that is full, a folder that cannot be written, files that others may read: said clearly, and the old content stays.

import assert from 'node:assert/strict'
import { chmodSync, chownSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { makeVault } from '../../src/vault/make.ts'
import { openVault } from '../../src/vault/open.ts'
import { replaceFile } from '../../src/vault/replace.ts'
import { done, program } from './program.ts'
import { CHEAP, code, emptyFolder, entry, openIn, PASSPHRASE, vaultIn } from './world.ts'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

const tryToWrite = (folder: string, value: string) => `
  const vault = await openIn(${JSON.stringify(folder)})
  try { await vault.write(entry('big'), new Secret(${value})) } catch (error) { process.stdout.write(String(error)) }
  process.stdout.write(' ' + (await vault.list()).length)
  vault.close()`

describe('a vault on a bad disk', () => {
  const place = emptyFolder()
  after(() => place.remove())

  it('a file that may not grow leaves the old one, its backup and no rest', async () => {
    const folder = join(place.folder, 'full')
    const vault = await vaultIn(folder)
    await vault.write(entry('a'), new Secret('kept'))
    vault.close()
    const before = ['vault.json', 'vault.json.bak'].map((name) => readFileSync(join(folder, name), 'utf8'))
    // What a full disk does to a write in its middle: the shell allows 32 KiB a file, and the signal that would come is off.
    const ran = await done(program(tryToWrite(folder, "'x'.repeat(200_000)"), { largestFile: 32 }))
    assert.match(ran.stdout, /^SesameError: vault-unwritable .*"why":"EFBIG".* 1$/)
    assert.deepEqual(
      ['vault.json', 'vault.json.bak'].map((name) => readFileSync(join(folder, name), 'utf8')),
      before,
    )
    assert.deepEqual(readdirSync(folder).sort(), ['locks', 'vault.json', 'vault.json.bak'])
  })

  it('a folder that became read-only: the vault is read, a change is refused', async () => {
    const folder = join(place.folder, 'read-only')
    const vault = await vaultIn(folder)
    await vault.write(entry('a'), new Secret('kept'))
    vault.close()
    // Rights do not bind root: the process becomes somebody else once all its modules are read.
    if (isRoot)
      for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, name), NOBODY, NOBODY)
    chmodSync(place.folder, 0o755)
    chmodSync(folder, 0o500)
    const become = isRoot ? `process.setegid(${NOBODY}); process.seteuid(${NOBODY})\n` : ''
    const ran = await done(program(become + tryToWrite(folder, "'x'")))
    chmodSync(folder, 0o700)
    assert.match(ran.stdout, /^SesameError: vault-unwritable .*"why":"EACCES".* 1$/, ran.stderr)
  })

  it('a folder that cannot be made is said', async () => {
    const blocked = join(place.folder, 'blocked')
    writeFileSync(blocked, '')
    await assert.rejects(makeVault({ folder: join(blocked, 'v'), passphrase: new Secret('x'), cost: CHEAP }), code('vault-unwritable'))
  })

  it('a step that was left half-made by a kill is swept away, and its rights are ours', async () => {
    const file = join(place.folder, 'steps')
    writeFileSync(`${file}.new`, 'half', { mode: 0o666 })
    writeFileSync(`${file}.bak.new`, 'half')
    await replaceFile(file, Buffer.from('1'), { keep: false })
    await replaceFile(file, Buffer.from('2'), { keep: true })
    assert.equal(readFileSync(file, 'utf8') + readFileSync(`${file}.bak`, 'utf8'), '21')
    // Killed when the backup was made and the new one had not yet its place.
    rmSync(`${file}.bak`)
    linkSync(file, `${file}.bak`)
    writeFileSync(`${file}.new`, 'half')
    await replaceFile(file, Buffer.from('3'), { keep: true })
    assert.equal(readFileSync(file, 'utf8') + readFileSync(`${file}.bak`, 'utf8'), '32')
    assert.deepEqual(
      readdirSync(place.folder).filter((name) => name.startsWith('steps')),
      ['steps', 'steps.bak'],
    )
  })
})

describe('the passphrase in a file', () => {
  const place = emptyFolder()
  after(() => place.remove())

  it('opens the vault for a service; open to others, it is refused; wrong, it is said', async () => {
    const folder = join(place.folder, 'v')
    ;(await vaultIn(folder)).close()
    const file = join(place.folder, 'pass')
    const env = { SESAME_VAULT_PASSPHRASE_FILE: file }
    await assert.rejects(openVault({ folder, env }), code('file-unreadable'))
    writeFileSync(file, `${PASSPHRASE}\n`, { mode: 0o600 })
    ;(await openVault({ folder, env })).close()
    for (const mode of [0o640, 0o604, 0o644]) {
      chmodSync(file, mode)
      await assert.rejects(openVault({ folder, env }), code('vault-readable'))
    }
    // systemd's own folder of credentials is closed by other means.
    ;(await openVault({ folder, env: { ...env, CREDENTIALS_DIRECTORY: place.folder } })).close()
    chmodSync(file, 0o600)
    writeFileSync(file, 'another')
    await assert.rejects(openVault({ folder, env, ask: async () => new Secret(PASSPHRASE) }), code('vault-passphrase'))
    writeFileSync(file, 'two\nlines\n')
    await assert.rejects(openVault({ folder, env }), code('no-secret'))
    mkdirSync(join(place.folder, 'dir'))
    await assert.rejects(openVault({ folder, env: { SESAME_VAULT_PASSPHRASE_FILE: join(place.folder, 'dir') } }))
    if (isRoot) {
      writeFileSync(file, PASSPHRASE)
      chownSync(file, NOBODY, NOBODY)
      await assert.rejects(openVault({ folder, env }), code('vault-readable'))
    }
    ;(await openIn(folder)).close()
  })
})
