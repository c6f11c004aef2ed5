// Attacks on a running desk: what a hostile page, neighbour, server or file tries, and what must not come of it.

import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type StartedDesk, startDesk } from '../../src/desk.ts'
import type { Lang } from '../../src/model/lang.ts'
import { openStore } from '../../src/store/database.ts'
import { eventStream } from '../../src/web/server/events.ts'
import type { Run } from '../../src/web/server/run.ts'
import { keepRuns } from '../../src/web/server/runs.ts'
import { makeKeys } from '../../src/web/server/session.ts'
import { HOST, ORIGIN, openDesk, type TestDesk, until } from './desk.ts'

const ENGINE = fileURLToPath(new URL('../../src/web/server/picture/engine.js', import.meta.url))
const NETWORK = { lang: 'en', lab: true, flags: {}, env: {}, messages: [], tells: [] } as const

describe('attacks on the desk', () => {
  let t: TestDesk
  before(async () => {
    t = await openDesk()
  })
  after(() => t.close())

  it('a good key leads nowhere but to a page of ours', async () => {
    const cross = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    for (const path of ['//evil.example/', '/%5cevil.example/', '/%2Fevil.example', '/a;url=//evil.example', '/a,b', '/a%09b"><b>']) {
      const ask = (headers: Record<string, string>) =>
        t.desk.request(new Request(`${ORIGIN}${path}?token=${t.desk.token}`, { headers: { host: HOST, ...headers } }))
      for (const to of [(await ask({})).headers.get('location'), (await ask(cross)).headers.get('refresh')?.replace('0; url=', '')]) {
        assert.equal(new URL(to ?? '', ORIGIN).origin, ORIGIN, path)
        assert.doesNotMatch(to ?? '', /^\/(?:[/\\]|%5c|%2f)|[;,"]/i)
      }
    }
  })

  it('a cookie of that name from another server of this computer locks nobody out', () => {
    const keys = makeKeys()
    const [name, value] = (keys.enter(keys.token) ?? '').split(';')[0]?.split('=') ?? []
    assert.equal(keys.knows(`${name}=evil; ${name}=${value}`), true)
    assert.equal(keys.knows(`${name}=evil; x${name}=${value}`), false)
    assert.equal(keys.knows(makeKeys().enter('') ?? `${name}=`), false)
  })

  it('what a server says is text, wherever it stands', async () => {
    const view = await t.judged({
      ...{ address: 'marie@markup.fault.example', app: '"><script>alert(5)</script>', password: 'not-the-right-1' },
      message: '</script><img src=x onerror=alert(6)>',
      tell: '<svg onload=alert(7)>',
    })
    assert.match(JSON.stringify(view), /<script>alert\(1\)/, 'the greeting is told as it came')
    for (const path of ['', '/guide', '/card', '/qr', '/report', ...(view.guide?.letters ?? []).map(({ id }) => `/letter/${id}`)]) {
      const html = await (await t.get(`/cases/${view.id}${path}`)).text()
      assert.doesNotMatch(html, /<(?:img|svg\/|svg onload|iframe|!--)|<script(?! type="(?:module|application\/json)")/, path)
      assert.doesNotMatch(html, /<\w[^>]* (?:href|src|action)="?(?:javascript:|https?:\/\/evil)/, path)
    }
    for (const path of ['/history', `/history?q=${encodeURIComponent('"><img src=x>')}`])
      assert.doesNotMatch(await (await t.get(path)).text(), /<(?:img|svg\/|iframe)|<script>/, path)
  })

  it('a password in the field of the app is struck out, one that is told there too', async () => {
    const view = await t.judged({ address: 'paul@hotmail.com', app: 'Zebra zyxwvu App', password: 'zyxwvu' })
    for (const path of ['', '/report', '/report?format=json'])
      assert.doesNotMatch(await (await t.get(`/cases/${view.id}${path}`)).text(), /zyxwvu/, path)
    await t.judged({ address: 'paul@hotmail.com', tell: 'password is incorrect! mot de passe : Tr!cky-xxxx' })
    await t.judged({ address: 'paul@hotmail.com', app: `Zebra, password: hunter22${'x'.repeat(80)}` })
    assert.doesNotMatch(await (await t.get('/history/export.json')).text(), /zyxwvu|hunter22|xxxx/)
    for (const file of readdirSync(t.folder))
      assert.doesNotMatch(readFileSync(join(t.folder, file), 'latin1'), /zyxwvu|hunter22|xxxx/, file)
  })

  it('a password in the address of a page comes back nowhere', async () => {
    for (const path of ['/?password=hunter22zyx', '/cases?password=hunter22zyx', '/history/x?password=hunter22zyx'])
      assert.doesNotMatch(await (await t.get(path)).text(), /hunter22zyx/)
    assert.doesNotMatch(t.log.join('\n'), /hunter22zyx/)
  })

  it('no page with an address stays in a cache', async () => {
    const view = await t.judged({ address: 'marie@icloud.com' })
    for (const path of ['', '/events', '/guide', '/card', '/qr', '/report', '/report?format=json']) {
      const answer = await t.get(`/cases/${view.id}${path}`)
      assert.match(answer.headers.get('cache-control') ?? '', /^no-store/, path)
      assert.equal(answer.headers.get('referrer-policy'), 'same-origin')
      await answer.body?.cancel()
    }
    for (const path of ['/', '/history', '/history/export.json']) assert.equal((await t.get(path)).headers.get('cache-control'), 'no-store')
  })

  it('deleted while it is judged again, a case is not remembered', async () => {
    let judged = 0
    const runs = keepRuns(() => void judged++)
    const run = runs.start({ ...NETWORK, address: 'marie@outlook.com', tells: ['the Microsoft sign-in window does not appear'] })
    await run.settled()
    const { id, answers } = run.result?.diagnosis.question ?? assert.fail('nothing is asked')
    assert.equal(judged, 1)
    const answering = run.answer(id, answers[0]?.value ?? '')
    runs.forget(run.id)
    assert.equal(await answering, true)
    assert.equal(judged, 1)
  })

  it('a row that another hand broke takes no other case with it', async () => {
    const view = await t.judged({ address: 'marie@icloud.com' })
    const db = await openStore({ folder: t.folder, env: {} })
    try {
      db.exec(`UPDATE past_case SET saved = '{"' WHERE id <> '${view.id}'`)
    } finally {
      db.close()
    }
    assert.match(await (await t.get('/history')).text(), new RegExp(view.id))
    const { cases } = (await (await t.get('/history/export.json')).json()) as { cases: { id: string; case: unknown }[] }
    assert.ok(cases.length > 1)
    for (const one of cases) assert.equal(one.case === null, one.id !== view.id)
    assert.equal((await t.get(`/cases/${view.id}`)).status, 200)
  })

  it('however many lines are open and unread, the desk answers, and makes no views in vain', async () => {
    const view = await t.judged({ address: 'marie@icloud.com' })
    const lines = await Promise.all(Array.from({ length: 12 }, () => t.get(`/cases/${view.id}/events`)))
    assert.equal((await t.get('/health')).status, 200)
    // The oldest gave way.
    assert.match(await (lines[0] as Response).text(), /^retry: 2000\n\n/)
    await Promise.all(lines.slice(1).map((line) => line.body?.cancel()))

    const runs = keepRuns(() => {})
    const run = runs.start({ ...NETWORK, address: 'marie@icloud.com' })
    await run.settled()
    let [version, views] = [0, 0]
    const restless = Object.create(run, {
      version: { get: () => ++version },
      view: {
        value: (lang: Lang) => {
          views++
          return run.view(lang)
        },
      },
    }) as Run
    const unread = eventStream(restless, 'en')
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    await unread.cancel()
    assert.ok(views > 1 && views < 8, `${views} views for nobody`)
  })
})

describe('attacks on the socket of the desk', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-adversary-'))
  })
  after(() => rmSync(folder, { recursive: true }))
  const start = (host?: string) => startDesk({ network: { flags: {}, env: {} }, lab: true, lang: 'en', data: folder, port: 0, host })

  it('odd names, sizes and methods are refused before anything is done', async () => {
    const desk = await start()
    try {
      const [own, cookie] = [`127.0.0.1:${desk.port}`, await enter(desk)]
      const head = (first: string, host: string, more = '') => `${first} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n${more}\r\n`
      const status = async (text: string) => Number((await raw(desk.port, text)).split(' ')[1])
      for (const host of [`127.1:${desk.port}`, `localhost.:${desk.port}`, `127.0.0.1:0${desk.port}`, '[::1]', 'evil.example'])
        assert.equal(await status(head('GET /', host)), 421, host)
      for (const host of [`127.0.0.1:${desk.port}@evil.example`, 'a b', '']) assert.ok((await status(head('GET /', host))) >= 400, host)
      assert.equal(await status(`GET / HTTP/1.1\r\nCookie: ${cookie}\r\n\r\n`), 400)
      assert.equal(await status(head('GET /', `[::1]:${desk.port}`)), 200)
      const from = `Origin: http://${own}\r\nContent-Type: application/x-www-form-urlencoded\r\n`
      const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
      assert.equal(await status(head('POST /cases', own, `${from}Transfer-Encoding: chunked\r\n`) + chunk.repeat(20)), 413)
      assert.equal(await status(head('POST /cases', own, `${from}Content-Length: 99999999999\r\n`)), 413)
      assert.equal(await status(head('POST /cases', own, `${from}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n`)), 400)
      for (const type of ['text/plain', 'application/json'])
        assert.equal(
          await status(
            `${head('POST /cases', own, `Origin: http://${own}\r\nContent-Type: ${type}\r\nContent-Length: 11\r\n`)}address=a@b`,
          ),
          400,
        )
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
        assert.equal(await status(head(`${method} /history/delete-all`, own)), 404, method)
    } finally {
      await desk.close()
    }
  })

  it('the browser is sent to where the desk listens, and there it may take a password', async () => {
    const own = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)
    // A machine without any network still has all of 127.0.0.0/8.
    const desk = await start(own?.address ?? '127.0.0.2')
    try {
      const cookie = await enter({ ...desk, url: desk.onceUrl() })
      const origin = new URL(desk.onceUrl()).origin
      const answer = await fetch(`${origin}/cases`, {
        ...{ method: 'POST', redirect: 'manual', headers: { cookie, origin } },
        body: new URLSearchParams({ address: 'marie@icloud.com', password: 'not-the-right-1' }),
      })
      assert.equal(answer.status, 303)
    } finally {
      await desk.close()
    }
  })

  it('a folder that others share keeps its rights; the database in it is private', async () => {
    const shared = join(folder, 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o1777)
    const db = await openStore({ folder: shared, env: {} })
    try {
      assert.equal(statSync(shared).mode & 0o7777, 0o1777)
      for (const file of readdirSync(shared)) assert.equal(statSync(join(shared, file)).mode & 0o777, 0o600, file)
    } finally {
      db.close()
    }
  })

  it('an engine whose desk was killed leaves nothing behind', async () => {
    const work = mkdtempSync(join(tmpdir(), 'sesame-engine-'))
    const child = fork(ENGINE, [work], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
    await until(
      async () => readdirSync(work).length,
      (files) => files > 0,
    )
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.disconnect()
    await gone
    assert.equal(existsSync(work), false)
  })
})

async function enter(desk: Pick<StartedDesk, 'url'>): Promise<string> {
  const entered = await fetch(desk.url, { redirect: 'manual' })
  return entered.headers.get('set-cookie')?.split(';')[0] ?? assert.fail(String(entered.status))
}

/** What comes back for these bytes until the first line of headers is whole. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      if (heard.includes('\r\n')) socket.destroy()
    })
  })
}
