// `sesame vault` as its own process: what it says, how it ends, and that no planted secret is in anything that it leaves.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { lockAgent } from '../../src/vault/agent/client.ts'
import { type Ran, sesame } from '../cli/spawn.ts'
import { emptyFolder, PASSPHRASE, vaultIn } from './world.ts'

const VALUE = 'Pl4nted "v4lue" \\ é-zyx'
const NEXT = 'pl4nted passphrase zyw'

/** As it is, as JSON, an encoder or a memory dump would have it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').slice(0, -4),
  ]
}
const FORMS = [VALUE, PASSPHRASE, NEXT].flatMap(formsOf)

function assertClean(what: string, text: string): void {
  for (const form of FORMS) assert.ok(!text.includes(form), `a secret is in ${what}: ${text.slice(0, 300)}`)
}

describe('sesame vault', () => {
  const place = emptyFolder()
  const folder = join(place.folder, 'data')
  const runtime = join(place.folder, 'runtime')
  const env = { SESAME_DATA: folder, XDG_RUNTIME_DIR: runtime, SESAME_DEBUG: '1', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
  const said: string[] = []
  before(async () => {
    mkdirSync(runtime, { mode: 0o700 })
    ;(await vaultIn(folder)).close()
  })
  after(async () => {
    await lockAgent({ folder, env })
    place.remove()
  })

  async function vault(args: readonly string[], input = '', more: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const ran = await sesame(['vault', ...args], { input, env: { ...env, ...more } })
    said.push(`${ran.stdout}\n${ran.stderr}`)
    return ran
  }

  it('keeps, lists, shows after a yes, and removes', async () => {
    const locked = await vault(['list', '--json'])
    assert.equal(locked.code, 3)
    assert.equal(JSON.parse(locked.stdout).error.code, 'vault-locked')
    const wrong = await vault(['unlock', '--password-stdin'], 'not that one\n')
    assert.equal(wrong.code, 4, wrong.stderr)
    const unlocked = await vault(['unlock', '--password-stdin', '--for', '5', '--json'], `${PASSPHRASE}\n`)
    assert.deepEqual(JSON.parse(unlocked.stdout), { unlocked: true, minutes: 5 })
    const added = await vault(
      ['add', 'password/marie@example.com', '--title', 'Webmail', '--user', 'marie', '--due', '2027-01-31', '--password-stdin'],
      `${VALUE}\n`,
    )
    assert.deepEqual([added.code, added.stdout], [0, 'Kept: password/marie@example.com.\n'])
    const again = await vault(['add', 'password/marie@example.com', '--password-stdin'], 'other\n')
    assert.equal(again.code, 4)
    assert.match(again.stderr, /add --yes/)
    const [list, json, status, shy] = await Promise.all([
      vault(['list']),
      vault(['list', '--json']),
      vault(['status', '--json', '--lang', 'fr']),
      vault(['show', 'password/marie@example.com']),
    ])
    assert.match(list.stdout, /^password\/marie@example\.com +Webmail +password +\d{4}-\d\d-\d\d +2027-01-31$/m)
    assert.deepEqual(JSON.parse(json.stdout).entries[0].user, 'marie')
    const { open, entries, opens, backup, trouble } = JSON.parse(status.stdout)
    assert.deepEqual([open, entries, opens, trouble], [true, 1, ['passphrase'], null])
    assert.ok(Date.parse(backup) > 0)
    assert.deepEqual([shy.code, shy.stdout], [4, ''])
    for (const text of said) assertClean('what was said', text)
    // The one command that gives it: alone on standard output.
    const shown = await sesame(['vault', 'show', 'password/marie@example.com', '--yes'], { env })
    assert.deepEqual([shown.code, shown.stdout, shown.stderr], [0, `${VALUE}\n`, ''])
    assert.equal((await vault(['remove', 'password/marie@example.com'])).code, 4)
    assert.equal((await vault(['remove', 'password/marie@example.com', '--yes', '--lang', 'fr'])).code, 0)
    const gone = await vault(['show', 'password/marie@example.com', '--yes'])
    assert.deepEqual([gone.code, /keeps nothing named/.test(gone.stderr)], [2, true])
  })

  it('takes the backup back, and changes the passphrase', async () => {
    const file = join(place.folder, 'passphrase')
    writeFileSync(file, `${PASSPHRASE}\n`, { mode: 0o644 })
    const byFile = { SESAME_VAULT_PASSPHRASE_FILE: file }
    assert.equal((await vault(['lock'])).code, 0)
    assert.equal((await vault(['list'], '', byFile)).code, 4)
    chmodSync(file, 0o600)
    writeFileSync(join(folder, 'vault.json'), 'nonsense')
    const damaged = await vault(['status', '--json'])
    assert.deepEqual([damaged.code, JSON.parse(damaged.stdout).error.code], [3, 'vault-damaged'])
    assert.match(damaged.stderr, /it does not hold a vault[\s\S]*vault restore/)
    const restored = await vault(['restore', '--password-stdin', '--lang', 'fr'], `${PASSPHRASE}\n`)
    assert.equal(restored.code, 0, restored.stderr)
    assert.match(restored.stdout, /1 entrée\./)
    assert.equal((await vault(['passphrase', '--password-stdin'], 'short\n', byFile)).code, 2)
    const changed = await vault(['passphrase', '--password-stdin'], `${NEXT}\n`, byFile)
    assert.equal(changed.code, 0, changed.stderr)
    const old = await vault(['list'], '', byFile)
    assert.deepEqual([old.code, /not the passphrase/.test(old.stderr)], [4, true])
  })

  it('init says when there is one, and asks for a passphrase only where somebody can answer', async () => {
    const there = await vault(['init', '--passphrase', '--password-stdin'], `${NEXT}\n`)
    assert.deepEqual([there.code, /already/.test(there.stderr)], [2, true])
    const data = join(place.folder, 'other')
    const nobody = await vault(['init', '--json', '--data', data])
    assert.deepEqual([nobody.code, JSON.parse(nobody.stdout).error.code], [2, 'no-secret'])
    const ring = await vault(['init', '--keyring', '--data', data])
    assert.deepEqual([ring.code, /no keyring service answers/.test(ring.stderr)], [3, true])
    const made = await vault(['init', '--json', '--data', data, '--password-stdin'], `${NEXT}\n`)
    assert.deepEqual(JSON.parse(made.stdout), { file: join(data, 'vault.json'), format: 'sesame', keyring: false, passphrase: true })
  })

  it('leaves no secret in anything it said, nor in any file', () => {
    assert.ok(said.length > 15)
    for (const text of said) assertClean('what was said', text)
    for (const name of readdirSync(place.folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(place.folder, name)
      if (!statSync(file).isFile() || name === 'passphrase') continue
      assertClean(name, readFileSync(file, 'utf8'))
      assert.equal(statSync(file).mode & 0o077, 0, name)
    }
  })
})

describe('the agent among the processes', { skip: process.platform !== 'linux' && 'this system shows processes elsewhere' }, () => {
  const place = emptyFolder()
  const folder = join(place.folder, 'data')
  const env = { SESAME_DATA: folder, XDG_RUNTIME_DIR: place.folder }
  after(async () => {
    await lockAgent({ folder, env })
    place.remove()
  })

  it('shows neither passphrase nor key in its command line or its environment', async () => {
    ;(await vaultIn(folder)).close()
    const unlocked = await sesame(['vault', 'unlock', '--password-stdin'], { input: `${PASSPHRASE}\n`, env: { ...env, PLANTED: NEXT } })
    assert.equal(unlocked.code, 0, unlocked.stderr)
    const agents = readdirSync('/proc').flatMap((pid) => {
      try {
        const line = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
        return /vault\/agent\/main\.js/.test(line) ? [{ line, environment: readFileSync(`/proc/${pid}/environ`, 'utf8') }] : []
      } catch {
        return []
      }
    })
    assert.ok(agents.length > 0)
    for (const { line, environment } of agents) {
      assert.equal(line.split('\0').filter(Boolean).length, 2)
      assert.equal(environment, '')
    }
  })
})
