// Nobody but the person's own browser gets anything from the desk: names, keys, origins, sizes, headers.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { cookieNamed, makeKeys } from '../../src/web/server/session.ts'
import { HOST, ORIGIN, openDesk, type TestDesk } from './desk.ts'

describe('guards of the desk', () => {
  let t: TestDesk
  before(async () => {
    t = await openDesk()
  })
  after(() => t.close())

  const bare = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    t.desk.request(new Request(`${ORIGIN}${path}`, { headers: { host: HOST, ...headers }, ...init }))

  it('another name for this computer is refused, with the cookie or without (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      'evil.example:4747',
      '127.0.0.1',
      '127.0.0.1:80',
      '127.0.0.1.evil.example:4747',
      'localhost:4747',
      '',
    ]) {
      const answer = await t.get('/', { host })
      assert.equal(answer.status, 421, host)
      assert.doesNotMatch(await answer.text(), /sesame-[0-9a-f]{12}=/)
    }
    assert.equal((await t.get('/health', { host: 'evil.example' })).status, 421)
    assert.equal((await t.get('/', { host: HOST.toUpperCase() })).status, 200)
  })

  it('without the key nothing is shown, and the page says what to do', async () => {
    for (const path of [
      '/',
      '/cases/case-1',
      '/history',
      '/history/export.json',
      '/apps.json',
      '/messages.json',
      '/cases/x/events',
      '/nothing',
    ]) {
      const answer = await bare(path, { 'accept-language': 'fr' })
      assert.equal(answer.status, 401, path)
      assert.match(await answer.text(), /Ce lien n’ouvre plus Sésame/)
      assert.equal(answer.headers.get('set-cookie'), null)
    }
    for (const key of ['', 'x', t.desk.token.slice(1), `${t.desk.token}a`, t.desk.token.toUpperCase()])
      assert.equal((await bare(`/?token=${key}`)).status, 401)
    assert.equal((await bare('/', { cookie: 'sesame-000000000000=x; sesame-lang=fr' })).status, 401)
    assert.deepEqual(await (await bare('/health')).json(), { ok: true, name: 'sesame' })
  })

  it('the key becomes a strict cookie and leaves the address', async () => {
    const answer = await bare(`/history?token=${t.desk.token}`)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), '/history')
    assert.match(answer.headers.get('set-cookie') ?? '', /^sesame-[0-9a-f]{12}=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    assert.ok(!(answer.headers.get('set-cookie') ?? '').includes(t.desk.token))
    // From a link of another site a strict cookie does not come along the redirect.
    const led = await bare(`/?token=${t.desk.token}`, {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    })
    assert.deepEqual([led.status, led.headers.get('refresh')], [200, '0; url=/'])
  })

  it('a ticket opens once, and not after two minutes', async () => {
    const ticket = t.desk.ticket()
    assert.equal((await bare(`/?token=${ticket}`)).status, 303)
    assert.equal((await bare(`/?token=${ticket}`)).status, 401)
    let now = 0
    const keys = makeKeys(() => now)
    const [early, late] = [keys.ticket(), keys.ticket()]
    now = 119_000
    assert.notEqual(keys.enter(early), null)
    now = 121_000
    assert.equal(keys.enter(late), null)
    assert.match(keys.token, /^[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}$/)
  })

  it('a change is taken from our own pages only (CSRF)', async () => {
    const form = { lang: 'fr', back: '/history' }
    const refused: Record<string, string>[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: ORIGIN, 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
    ]
    for (const headers of refused) {
      const site = { 'sec-fetch-site': '', ...headers }
      const asked = new Request(`${ORIGIN}/language`, { method: 'POST', body: new URLSearchParams(form) })
      const { cookie = '' } = await cookieOf(t)
      for (const [name, value] of Object.entries({ host: HOST, cookie, ...site })) if (value !== '') asked.headers.set(name, value)
      assert.equal((await t.desk.request(asked)).status, 403, JSON.stringify(headers))
    }
    // No browser: neither header.
    const silent = new Request(`${ORIGIN}/language`, {
      method: 'POST',
      headers: { host: HOST, ...(await cookieOf(t)) },
      body: new URLSearchParams(form),
    })
    assert.equal((await t.desk.request(silent)).status, 403)
    assert.equal((await t.post('/language', form)).status, 303)
    // An old browser says the origin alone; a strict referrer policy makes it null.
    assert.equal((await t.post('/language', form, { origin: 'null' })).status, 303)
  })

  it('scripts, pictures and frames of other sites get nothing', async () => {
    for (const [mode, dest] of [
      ['no-cors', 'script'],
      ['no-cors', 'image'],
      ['navigate', 'iframe'],
      ['cors', 'empty'],
    ] as const)
      for (const site of ['cross-site', 'same-site'])
        assert.equal((await t.get('/apps.json', { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest })).status, 403)
  })

  it('every answer carries the policy, whatever it is', async () => {
    const answers = [
      await t.get('/'),
      await t.get('/nothing'),
      await bare('/'),
      await t.get('/', { host: 'evil.example' }),
      await t.get('/apps.json'),
    ]
    for (const answer of answers) {
      const policy = answer.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'self'; script-src 'self'; style-src 'self';/)
      assert.doesNotMatch(policy, /unsafe|https?:|\*/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin')
    }
    const html = await (await t.get('/')).text()
    assert.doesNotMatch(html, /<script(?![^>]*\b(?:src=|type="application\/json"))|<style|\son\w+=|style=|https?:\/\//)
  })

  it('bodies are bounded, and a broken form is a sentence', async () => {
    assert.equal((await t.post('/cases', { address: 'marie@icloud.com', tell: 'x'.repeat(200_000) })).status, 413)
    const picture = new FormData()
    picture.set('picture', new File([new Uint8Array(9 * 1024 * 1024)], 'a.png'))
    assert.equal((await t.post('/read-picture', picture)).status, 413)
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const { cookie = '' } = await cookieOf(t)
    const streamed = new Request(`${ORIGIN}/cases`, {
      method: 'POST',
      headers: { host: HOST, cookie, origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    assert.equal((await t.desk.request(streamed)).status, 413)
    const broken = await t.post('/cases/none/answer', {})
    assert.equal(broken.status, 404)
    const notForm = new Request(`${ORIGIN}/cases`, {
      method: 'POST',
      headers: { host: HOST, cookie, origin: ORIGIN, 'content-type': 'multipart/form-data; boundary=x' },
      body: 'nonsense',
    })
    assert.equal((await t.desk.request(notForm)).status, 400)
  })

  it('the way back after the language is a path of ours', async () => {
    for (const [back, to] of [
      ['/history?q=a%20b', '/history?q=a%20b'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['https://evil.example', '/'],
      ['/a\r\nx: y', '/'],
    ] as const)
      assert.equal((await t.post('/language', { lang: 'fr', back })).headers.get('location'), to)
    const switched = await t.get('/', { cookie: `${(await cookieOf(t)).cookie}; sesame-lang=fr`, 'accept-language': 'en' })
    assert.match(await switched.text(), /<html lang="fr"/)
    for (const [header, lang] of [
      ['fr-CA,en;q=0.8', 'fr'],
      ['de,en;q=0.5,fr;q=0.4', 'en'],
      ['de', 'en'],
      ['en;q=0.1,fr;q=0.9', 'fr'],
    ] as const)
      assert.match(await (await t.get('/', { 'accept-language': header })).text(), new RegExp(`<html lang="${lang}"`), header)
  })

  it('built files only, whatever the path says', async () => {
    for (const path of [
      '/assets/../manifest.json',
      '/assets/..%2fmanifest.json',
      '/assets/%2e%2e/%2e%2e/knowledge.json',
      '/assets//etc/passwd',
      '/assets/',
    ])
      assert.notEqual((await bare(path)).status, 200, path)
  })

  it('any cookie header is read or passed over, never thrown at', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (header, name) => void cookieNamed(header, name)))
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.stringMatching(/^[\w-]{1,20}$/),
        fc.stringMatching(/^[\w=; ]{0,30}$/),
        (name, value, noise) => {
          fc.pre(!noise.includes(`${name}=`))
          assert.equal(cookieNamed(`${noise}; ${name}=${value}`, name), value)
        },
      ),
    )
  })
})

async function cookieOf(t: TestDesk): Promise<{ cookie?: string }> {
  const answer = await t.desk.request(new Request(`${ORIGIN}/?token=${t.desk.token}`, { headers: { host: HOST } }))
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
