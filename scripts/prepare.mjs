// Set-up for a fresh machine: installs the packages that package-lock.json names, then builds. Only what is out of date is done again.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const INSTALLED = join(root, 'node_modules/.sesame-lock')
const BUILT = join(root, 'dist/.built')
const LOCK = join(root, '.setup-lock')
/** What the program is made of, and what is built besides. */
const SOURCES = ['src', 'knowledge', 'lab', 'scripts', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']
const BESIDES = ['test', 'bench']

const say = (text) => process.stderr.write(`sesame: ${text}\n`)
const lockDigest = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

function mtime(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newerThan(limit, path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return false
  if (stat.mtimeMs > limit) return true
  // Some three thousand files at each start: nothing is done here that need not be.
  return (
    stat.isDirectory() &&
    readdirSync(path, { withFileTypes: true }).some((e) =>
      e.isDirectory() ? newerThan(limit, `${path}/${e.name}`) : mtime(`${path}/${e.name}`) > limit,
    )
  )
}

const isInstalled = () => existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === lockDigest()

/** True when the last build is newer than everything that the program is made of, `whole`: the tests too. Looking takes some milliseconds, and no work. */
export function isReady(whole = false) {
  // A packed copy has no sources: it was built before it was packed.
  if (!existsSync(join(root, 'src'))) return true
  const built = mtime(BUILT)
  return built > 0 && ![...SOURCES, ...(whole ? BESIDES : [])].some((source) => newerThan(built, join(root, source)))
}

/** Installs and builds, once even when several processes start together. Ends the process with a clear sentence when it cannot. */
export function prepare(whole = false) {
  const release = lock()
  try {
    if (!isInstalled()) install()
    if (!isReady(whole)) build()
  } finally {
    release()
  }
}

function install() {
  say('first use: installing what it needs (a minute or less) ...')
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (npm.error !== undefined || npm.status !== 0) {
    say(
      npm.error
        ? 'npm was not found. It comes with Node.js; on Debian: apt-get install npm'
        : 'the packages could not be installed. Check the network, then start again; npm ci shows more.',
    )
    process.exit(3)
  }
  writeFileSync(INSTALLED, lockDigest())
}

function build() {
  say('building ...')
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (built.status !== 0) process.exit(3)
}

/** A folder is made atomically on every file system: whoever makes it sets up, the others wait. */
function lock() {
  const wait = new Int32Array(new SharedArrayBuffer(4))
  let told = false
  for (;;) {
    try {
      mkdirSync(LOCK)
      // Once only: at exit the lock may already be the next start's, which must not lose it.
      const unlock = () => {
        process.off('exit', unlock)
        rmSync(LOCK, { recursive: true, force: true })
      }
      process.once('exit', unlock)
      writeFileSync(join(LOCK, 'holder'), `${process.pid} ${hostname()}\n`)
      return unlock
    } catch (error) {
      if (error.code !== 'EEXIST') {
        say(`cannot write in ${root} (${error.code}).`)
        process.exit(3)
      }
    }
    if (isLeft()) rmSync(LOCK, { recursive: true, force: true })
    else {
      if (!told) say('another start is setting up; waiting for it ...')
      told = true
      Atomics.wait(wait, 0, 0, 200)
    }
  }
}

/** True when whoever holds the lock was killed. On another computer that cannot be seen: after ten minutes it is assumed. */
function isLeft() {
  const age = Date.now() - mtime(LOCK)
  const [pid, host] = read(join(LOCK, 'holder')).trim().split(' ')
  if (pid === '') return age > 5_000 && age < Date.now()
  if (host !== hostname()) return age > 600_000 && age < Date.now()
  if (Number(pid) === process.pid) return true
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepare(true)
