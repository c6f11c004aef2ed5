// The desk on a real socket and as a command: ports, names, a slow line that comes back, Ctrl-C, and a machine without browser or history.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { hasDesktop, openBrowser } from '../../src/cli/open-browser.ts'
import { type StartRequest, startDesk } from '../../src/desk.ts'
import { SesameError } from '../../src/model/errors.ts'

const MAIN = fileURLToPath(new URL('../cli/run-main.js', import.meta.url))

describe('the desk on a socket', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-socket-'))
  })
  after(() => rmSync(folder, { recursive: true }))
  const start = (more: Partial<StartRequest> = {}) =>
    startDesk({ network: { flags: {}, env: {} }, lab: true, lang: 'en', data: join(folder, 'data'), ...more })

  it('takes the next free port, unless one was asked for', async () => {
    const [one, two] = [await start(), await start()]
    try {
      assert.notEqual(one.port, two.port)
      await assert.rejects(
        start({ port: one.port }),
        (error) => error instanceof SesameError && error.code === 'port-taken' && error.exitCode === 2,
      )
      await assert.rejects(
        start({ host: '203.0.113.7', port: 0 }),
        (error) => error instanceof SesameError && error.code === 'listen-failed',
      )
      assert.equal((await fetch(`http://127.0.0.1:${two.port}/health`)).status, 200)
    } finally {
      await Promise.all([one.close(), two.close()])
    }
    await assert.rejects(fetch(`http://127.0.0.1:${one.port}/health`), 'nothing listens any more')
  })

  it('a page that lost the line finds the case as it is; closing ends the look', async () => {
    const desk = await start()
    try {
      const entered = await fetch(desk.onceUrl(), { redirect: 'manual' })
      const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
      const origin = `http://127.0.0.1:${desk.port}`
      const started = await fetch(`${origin}/cases`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin },
        body: new URLSearchParams({ address: 'marie@black-hole.fault.example' }),
      })
      const path = started.headers.get('location') ?? assert.fail(String(started.status))
      let version = ''
      for (let i = 0; i < 3; i++) {
        const cut = new AbortController()
        const answer = await fetch(`${origin}${path}/events`, { headers: { cookie, 'last-event-id': version }, signal: cut.signal })
        const reader = (answer.body ?? assert.fail()).getReader()
        let text = ''
        while (!/data: .*\n\n/.test(text)) text += new TextDecoder().decode((await reader.read()).value)
        version = /^id: (\d+)$/m.exec(text)?.[1] ?? assert.fail(text)
        assert.match(text, /"stage":"looking"/)
        cut.abort()
      }
      assert.equal((await fetch(`${origin}${path}`, { method: 'HEAD', headers: { cookie } })).status, 200)
      assert.equal((await fetch(`${origin}/cases/nobody`, { method: 'HEAD', headers: { cookie } })).status, 404)
      assert.equal((await fetch(`${origin}${path}`, { method: 'HEAD' })).status, 401)
      assert.equal((await fetch(`http://localhost:${desk.port}/health`)).status, 200)
    } finally {
      assert.equal(await desk.close(), 1)
    }
  })

  it('works without a history and says why', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    const desk = await start({ data: join(folder, 'a-file'), lang: 'fr' })
    try {
      assert.match(desk.historyTrouble ?? '', /ne peut être ni ouvert ni écrit/)
      const entered = await fetch(desk.url, { redirect: 'manual' })
      const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
      const page = await fetch(`http://127.0.0.1:${desk.port}/history`, { headers: { cookie } })
      assert.match(await page.text(), /Rien ne sera retenu/)
    } finally {
      await desk.close()
    }
  })

  it('listening wider is said, and knows its own names only', async () => {
    const desk = await start({ host: '0.0.0.0' })
    try {
      assert.equal(desk.elsewhere, true)
      assert.match(desk.onceUrl(), /^http:\/\/127\.0\.0\.1:/)
      const status = async (host: string) => {
        const { request } = await import('node:http')
        return new Promise((resolve, reject) =>
          request({ host: '127.0.0.1', port: desk.port, path: '/health', headers: { host } }, (answer) => {
            answer.resume()
            resolve(answer.statusCode)
          })
            .on('error', reject)
            .end(),
        )
      }
      assert.equal(await status(`evil.example:${desk.port}`), 421)
      assert.equal(await status(`127.0.0.1:${desk.port}`), 200)
    } finally {
      await desk.close()
    }
  })

  it('sesame web prints where it is, opens the browser once, and Ctrl-C ends it', async () => {
    const opened = join(folder, 'opened')
    const browser = join(folder, 'browser')
    writeFileSync(browser, `#!/bin/sh\necho "$1" > ${opened}\n`)
    chmodSync(browser, 0o755)
    const env = { PATH: process.env.PATH ?? '', HOME: folder, LANG: 'fr_FR.UTF-8', DISPLAY: ':9', BROWSER: browser }
    const asked = ['web', '--lab', '--port', '0', '--data', join(folder, 'cli')]
    const { stdout, stderr, code } = await run(asked, env, () => existsSync(opened) && readFileSync(opened, 'utf8').endsWith('\n'))
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^Sésame est ouvert à cette adresse.*\n {2}http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n/)
    assert.match(stderr, /Sésame est fermé/)
    const url = readFileSync(opened, 'utf8').trim()
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    assert.ok(!stdout.includes(url), 'what the browser is started with is not the lasting key')
  })

  it('without a browser the address stands there with what to do; a port that is taken is named', async () => {
    const env = { PATH: folder, HOME: folder, LANG: 'en_GB.UTF-8' }
    const data = ['--data', join(folder, 'cli')]
    const none = await run(['web', '--port', '0', ...data], { ...env, DISPLAY: ':9' }, ({ stderr }) => stderr.endsWith('\n'))
    assert.match(none.stderr, /No browser could be opened: copy this address into one/)
    const bare = await run(['web', '--port', '0', ...data], env, ({ stderr }) => stderr.endsWith('\n'))
    assert.match(bare.stderr, /No desktop here/)
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      const { port } = server.address() as { port: number }
      const taken = await run(['web', '--no-open', '--port', String(port), ...data], env)
      assert.equal(taken.code, 2)
      assert.match(taken.stderr, /Port \d+ of 127\.0\.0\.1 is in use/)
      assert.match(taken.stderr, /Leave --port away/)
    } finally {
      server.close()
    }
    const told = ({ stdout, stderr }: Said) => /other devices/.test(stderr) && /Token: \S+\s/.test(stdout)
    const wide = await run(['web', '--no-open', '--host', '0.0.0.0', '--port', '0', ...data], env, told)
    assert.match(wide.stderr, /other devices of the network can reach this page/)
    assert.match(wide.stdout, /Token: [\w-]{23}/)
  })

  it('nothing asked for, no terminal: the help', async () => {
    const { code, stdout } = await run([], { PATH: process.env.PATH ?? '', HOME: folder, LANG: 'en_GB.UTF-8', DISPLAY: ':9' })
    assert.equal(code, 2)
    assert.match(stdout, /sesame COMMAND/)
  })

  it('knows a desktop, and a browser that fails', async () => {
    for (const [env, platform, is] of [
      [{}, 'linux', false],
      [{ DISPLAY: ':0' }, 'linux', true],
      [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
      [{}, 'darwin', true],
      [{ SSH_CONNECTION: 'x' }, 'darwin', false],
      [{}, 'win32', true],
    ] as const)
      assert.equal(hasDesktop(env, platform), is)
    assert.equal(await openBrowser('http://127.0.0.1/', { PATH: '/bin', BROWSER: '/bin/false' }, 'linux'), false)
    assert.equal(await openBrowser('http://127.0.0.1/', { PATH: '/nowhere', BROWSER: '/bin/true' }, 'linux'), true)
  })
})

interface Said {
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command, lets it stand until it printed its address and what it is there for is done, and ends it as Ctrl-C does. */
function run(
  args: readonly string[],
  env: Record<string, string>,
  done: (said: Said) => boolean = () => true,
): Promise<Said & { code: number | null }> {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  const look = setInterval(() => {
    if (!/http:\/\/\S+\n/.test(stdout) || !done({ stdout, stderr })) return
    clearInterval(look)
    child.kill('SIGINT')
  }, 20)
  const limit = setTimeout(() => child.kill('SIGKILL'), 120_000)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearInterval(look)
      clearTimeout(limit)
      resolve({ code, stdout, stderr })
    }),
  )
}
