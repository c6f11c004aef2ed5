// Signals, closed pipes, and files that are not what they should be.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sesame } from './spawn.ts'

const MAIN = fileURLToPath(new URL('./run-main.js', import.meta.url))

/** Its event loop hears standard input: proc_pid_fdinfo(5) lists what an epoll instance waits for. */
function hearsInput(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/fdinfo`).some((fd) => /^tfd: +0 /m.test(readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1')))
  } catch {
    return false
  }
}

/** Standard input stays open; the signal comes once the command waits for it. */
function waiting(args: readonly string[], signal: 'SIGINT' | 'SIGTERM'): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH, LANG: 'en_GB.UTF-8' }, stdio: 'pipe' })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  void (async () => {
    while (!hearsInput(child.pid ?? 0) && child.exitCode === null) await wait(20)
    child.kill(signal)
  })()
  const limit = setTimeout(() => child.kill('SIGKILL'), 120_000)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve({ code, stderr })
    }),
  )
}

describe('a signal ends what waits for input', { concurrency: 6 }, () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    for (const args of [
      ['diagnose', '-'],
      ['identify', '-', '--offline'],
      ['doctor', 'marie@icloud.com', '--offline', '--password-stdin'],
    ])
      it(`${args[0]}, ${signal}`, async () => {
        const { code, stderr } = await waiting(args, signal)
        assert.equal(code, 3, stderr)
        assert.match(stderr, /stopped/i)
        assert.doesNotMatch(stderr, /ERR_|Abort|\n +at /)
      })
})

test('a password of several lines is refused before anything is asked', async () => {
  for (const input of ['first\nsecond\n', 'first\rQUIT', 'nul\0byte']) {
    const { code, stderr, stdout } = await sesame(['doctor', 'marie@icloud.com', '--lab', '--password-stdin'], { input })
    assert.equal(code, 2, stderr)
    assert.doesNotMatch(stderr + stdout, /first|second|QUIT|nul/)
  }
})

test('a sign-in name with a line break is refused before anything is asked', async () => {
  const { code, stderr } = await sesame(['probe', 'pop3s://pop.orange.fr', '--user', 'a\r\nDELE 1', '--lab', '--password-stdin'], {
    input: 'x\n',
  })
  assert.equal(code, 2, stderr)
  assert.match(stderr, /--user/)
})

test('an option that does not exist does not say its value back', async () => {
  const { code, stderr } = await sesame(['doctor', 'marie@icloud.com', '--password=hunter2'])
  assert.equal(code, 2)
  assert.doesNotMatch(stderr, /hunter2/)
  assert.match(stderr, /--password/)
})

test('a password that is told, or pasted with a log, is in nothing that comes out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-test-'))
  const file = join(folder, 'case.json')
  const told = [
    '--tell',
    'my password is Tr0ub4dor-x9',
    '--message',
    `AUTH PLAIN ${Buffer.from('\0marie\0Tr0ub4dor-x9').toString('base64')} failed`,
  ]
  try {
    for (const extra of [['--json'], ['--transcript']]) {
      const { stdout, stderr } = await sesame(
        ['doctor', 'marie@icloud.com', '--lab', '--password-stdin', '--save', file, ...told, ...extra],
        {
          input: 'Tr0ub4dor-x9\n',
        },
      )
      const saved = readFileSync(file, 'utf8')
      for (const text of [stdout, stderr, saved]) {
        assert.doesNotMatch(text, /Tr0ub4dor/)
        for (const word of text.split(/[^A-Za-z0-9+/]+/)) assert.ok(!Buffer.from(word, 'base64').includes('Tr0ub4dor'), word)
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a full disk takes nobody’s answer away', async () => {
  const { code, stdout, stderr } = await sesame(['doctor', 'marie@icloud.com', '--offline', '--json', '--save', '/dev/full'])
  assert.equal(code, 2)
  assert.match(stderr, /ENOSPC/)
  assert.equal((JSON.parse(stdout.split('\n')[0] ?? '') as { address: string }).address, 'marie@icloud.com')
})

test('files that are no cases end with a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-test-'))
  try {
    const files = {
      utf16: Buffer.from('\ufeff{"id":"x"}\r\n', 'utf16le'),
      binary: Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256)),
      deep: Buffer.from(`{"id":"x","facts":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`),
      endless: Buffer.alloc(18 * 1024 * 1024, 'x'),
    }
    for (const [name, bytes] of Object.entries(files)) {
      const file = join(folder, name)
      writeFileSync(file, bytes)
      const { code, stderr } = await sesame(['diagnose', file])
      assert.equal(code, 2, name)
      assert.doesNotMatch(stderr, /[^\P{Cc}\t\n]|internal|RangeError/u, name)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
