// Set-up for `npm test` on a fresh machine: packages, build, the real mail servers and clients from Debian, and the linter.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** A command that the tests run, and the Debian package that it comes from. */
const NEEDED = {
  dovecot: 'dovecot-core dovecot-imapd dovecot-pop3d dovecot-submissiond',
  postfix: 'postfix',
  curl: 'curl',
  swaks: 'swaks',
  mbsync: 'isync',
  msmtp: 'msmtp',
  fetchmail: 'fetchmail',
  mutt: 'mutt',
  notmuch: 'notmuch',
  readpst: 'pst-utils',
  script: 'bsdutils',
  openssl: 'openssl',
  python3: 'python3',
  jq: 'jq',
  chromium: 'chromium',
  'keepassxc-cli': 'keepassxc',
  'gnome-keyring-daemon': 'gnome-keyring',
  'dbus-run-session': 'dbus',
}

function has(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, command)))
}

function servers() {
  const missing = Object.entries(NEEDED)
    .filter(([command]) => !has(command))
    .map(([, packages]) => packages)
  if (missing.length === 0) return
  const packages = missing.join(' ').split(' ')
  const root = process.getuid?.() === 0
  if (!root || !has('apt-get')) {
    process.stderr.write(
      `sesame: the tests run against real servers and clients that are missing here. Type:\n  sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}\n`,
    )
    process.exit(1)
  }
  process.stderr.write(`sesame: installing ${packages.join(', ')} ...\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    const ran = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env })
    if (ran.status !== 0) {
      process.stderr.write(`sesame: apt-get ${args.join(' ')} failed.\n`)
      process.exit(1)
    }
  }
}

function lint() {
  const ran = spawnSync(process.execPath, [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '.', '--diagnostic-level=warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (ran.status !== 0) process.exit(ran.status ?? 1)
}

servers()
prepare(true)
lint()
