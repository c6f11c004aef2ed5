// The system's keyring, for real: gnome-keyring on a D-Bus of its own, in a home of its own.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Secret } from '../../src/model/secret.ts'
import { keyringTrouble } from '../../src/vault/keyring.ts'
import { makeVault } from '../../src/vault/make.ts'
import { type Done, done, HEAD } from './program.ts'
import { CHEAP, code, emptyFolder, PASSPHRASE } from './world.ts'

const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter((name) => spawnSync('which', [name]).status !== 0)
const skip = missing.length > 0 && `${missing.join(' and ')} cannot be found: apt-get install gnome-keyring dbus`

describe('the keyring', () => {
  const place = emptyFolder()
  after(() => place.remove())

  /** Runs the lines in a session that has a keyring, unlocked by its own password. */
  function inSession(name: string, lines: string, env: Readonly<Record<string, string>> = {}): Promise<Done> {
    const home = join(place.folder, name)
    mkdirSync(join(home, 'runtime'), { recursive: true, mode: 0o700 })
    const script =
      'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || exit 9; exec "$0" --input-type=module -e "$1"'
    return done(
      spawn('dbus-run-session', ['--', 'sh', '-c', script, process.execPath, HEAD + lines], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: join(home, 'runtime'), XDG_DATA_HOME: join(home, 'share'), ...env },
      }),
    )
  }

  it('opens the vault without a question; a recovery passphrase opens it elsewhere', { skip }, async () => {
    const folder = join(place.folder, 'v')
    const made = await inSession(
      'home',
      `
      await makeVault({ folder: ${JSON.stringify(folder)}, keyring: true, passphrase: new Secret(${JSON.stringify(PASSPHRASE)}), cost: ${JSON.stringify(CHEAP)} })
      const vault = await openVault({ folder: ${JSON.stringify(folder)}, env: {} })
      await vault.write(entry('a'), new Secret('hush'))
      vault.close()
      const again = await openVault({ folder: ${JSON.stringify(folder)}, env: {} })
      process.stdout.write((await again.read('a')).secret.reveal())`,
    )
    assert.equal(made.stdout, 'hush', made.stderr)
    // The next session of the same person.
    const next = await inSession(
      'home',
      `process.stdout.write((await (await openVault({ folder: ${JSON.stringify(folder)}, env: {} })).read('a')).secret.reveal())`,
    )
    assert.equal(next.stdout, 'hush', next.stderr)
    // A keyring that does not know it, then none at all: the passphrase is asked for.
    const open = `
      await openVault({ folder: ${JSON.stringify(folder)}, env: {} }).catch((error) => process.stdout.write(error.code + ' '))
      process.stdout.write((await (await openIn(${JSON.stringify(folder)})).read('a')).secret.reveal())`
    const stranger = await inSession('stranger', open)
    assert.equal(stranger.stdout, 'vault-locked hush', stranger.stderr)
    const none = await done(
      spawn(process.execPath, ['--input-type=module', '-e', HEAD + open], { stdio: ['ignore', 'pipe', 'pipe'], env: {} }),
    )
    assert.equal(none.stdout, 'vault-locked hush', none.stderr)
  })

  it('alone: without it the vault says so; a first passphrase can be added, the keyring still opens it', { skip }, async () => {
    const folder = join(place.folder, 'alone')
    const open = `process.stdout.write((await (await openVault({ folder: ${JSON.stringify(folder)}, env: {} })).read('a')).secret.reveal())`
    const made = await inSession(
      'home',
      `
      await makeVault({ folder: ${JSON.stringify(folder)}, keyring: true })
      const vault = await openVault({ folder: ${JSON.stringify(folder)}, env: {} })
      await vault.write(entry('a'), new Secret('hush'))`,
    )
    assert.equal(made.code, 0, made.stderr)
    const none = `await openIn(${JSON.stringify(folder)}).catch((error) => process.stdout.write(error.code + ' ' + error.args.why))`
    assert.equal((await inSession('stranger', none)).stdout, 'keyring-unavailable empty')
    const changed = await inSession(
      'home',
      `
      await changePassphrase({ folder: ${JSON.stringify(folder)}, env: {}, next: async () => new Secret(${JSON.stringify(PASSPHRASE)}), cost: ${JSON.stringify(CHEAP)} })
      ${open}`,
    )
    assert.equal(changed.stdout, 'hush', changed.stderr)
    const stranger = await inSession(
      'stranger',
      `process.stdout.write(String((await (await openIn(${JSON.stringify(folder)})).list()).length))`,
    )
    assert.equal(stranger.stdout, '1', stranger.stderr)
  })

  it('is what the command takes by itself', { skip }, async () => {
    const data = join(place.folder, 'cli')
    const main = fileURLToPath(new URL('../cli/run-main.js', import.meta.url))
    const command = (args: string, input = '') =>
      `process.stdout.write(execFileSync(process.execPath, [${JSON.stringify(main)}, ...${JSON.stringify(args.split(' '))}, '--data', ${JSON.stringify(data)}], { input: ${JSON.stringify(input)}, encoding: 'utf8' }))`
    const ran = await inSession(
      'home',
      [
        "import { execFileSync } from 'node:child_process'",
        command('vault init --json'),
        command('vault add a --password-stdin', 'hush\n'),
        command('vault show a --yes'),
        command('vault status --json'),
        command('vault lock'),
      ].join('\n'),
    )
    const [made, , shown, status, , still] = ran.stdout.split('\n')
    assert.deepEqual(
      JSON.parse(made ?? ''),
      { file: join(data, 'vault.json'), format: 'sesame', keyring: true, passphrase: false },
      ran.stderr,
    )
    assert.equal(shown, 'hush')
    assert.deepEqual(JSON.parse(status ?? '').opens, ['keyring'])
    assert.match(still ?? '', /keyring/)
  })

  it('where there is none, says why, and makes nothing', { skip: process.platform !== 'linux' }, async () => {
    const was = process.env.DBUS_SESSION_BUS_ADDRESS
    process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nowhere'
    try {
      assert.equal((await keyringTrouble())?.code, 'keyring-unavailable')
      const folder = join(place.folder, 'none')
      await assert.rejects(makeVault({ folder, keyring: true, passphrase: new Secret('x'), cost: CHEAP }), code('keyring-unavailable'))
      await makeVault({ folder, passphrase: new Secret('x'), cost: CHEAP })
    } finally {
      if (was === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS
      else process.env.DBUS_SESSION_BUS_ADDRESS = was
    }
  })
})
