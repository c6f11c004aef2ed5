// The one who waits for the answer, with strangers, favicons and slow callers at the door.

import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import { endPage } from '../../src/oauth/end-page.ts'
import { type Listener, listenForAnswer } from '../../src/oauth/listener.ts'

const foreignPage = endPage('en', 'foreign')
const open = (more = {}) => listenForAnswer({ redirect: 'http://127.0.0.1', state: 'the-state', timeoutMs: 120_000, foreignPage, ...more })

function ask(url: string, options: { method?: string; host?: string; dest?: string } = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', host, dest } = options
    const headers = { ...(host && { host }), ...(dest && { 'sec-fetch-dest': dest }) }
    const outgoing = httpRequest(url, { method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

describe('the listener of the answer', () => {
  test('takes exactly one answer, through everything else that comes', async () => {
    const listener = await open()
    const at = (path: string) => `${listener.redirect}${path}`
    assert.equal((await ask(at('/favicon.ico'))).status, 404)
    assert.equal((await ask(at('/'))).status, 404)
    assert.equal((await ask(at('/other?code=1&state=the-state'))).status, 404)
    assert.equal((await ask(at('/?code=stolen&state=the-state'), { method: 'POST' })).status, 405)
    // A page of somebody else's whose name leads here (DNS rebinding).
    assert.equal((await ask(at('/?code=1&state=the-state'), { host: 'evil.example' })).status, 421)
    // What such a page fetches or embeds does not even count as a wrong answer.
    for (const dest of ['empty', 'image', 'iframe']) assert.equal((await ask(at('/?code=forged&state=other'), { dest })).status, 403)
    assert.equal(listener.foreign(), false)
    const foreign = await ask(at('/?code=forged&state=other'))
    assert.equal(foreign.status, 400)
    assert.match(foreign.body, /not waiting for anything/)
    assert.ok(!foreign.body.includes('forged'))
    assert.equal((await ask(at('/?code=1&state=other&state=the-state'))).status, 400)
    assert.equal(listener.foreign(), true)
    const real = ask(at('/?code=the-code&state=the-state'), { dest: 'document' })
    assert.equal((await listener.answer)?.get('code'), 'the-code')
    assert.equal((await ask(at('/?code=second&state=the-state'))).status, 410)
    await listener.close(endPage('fr', { ok: true, address: 'marie@example.test' }))
    assert.match((await real).body, /Vous êtes connecté/)
    await assert.rejects(ask(at('/')), 'it is closed')
  })

  test('ends by itself, by a signal, and with somebody who never finishes a request', async () => {
    const slow = await open({ timeoutMs: 60 })
    const socket = connect(Number(new URL(slow.redirect).port), '127.0.0.1', () => socket.write('GET /?code=1&sta'))
    socket.on('error', () => {})
    assert.equal(await slow.answer, null)
    await slow.close()
    const stop = new AbortController()
    const stopped = await open({ signal: stop.signal })
    stop.abort()
    assert.equal(await stopped.answer, null)
    await stopped.close()
    socket.destroy()
  })

  test('a port that is taken is told; localhost is heard in both families', async () => {
    const first: Listener = await open()
    await assert.rejects(open({ redirect: first.redirect }), { code: 'oauth-redirect-taken' })
    await first.close()
    const named = await open({ redirect: 'http://localhost' })
    const { port } = new URL(named.redirect)
    for (const host of ['127.0.0.1', '[::1]']) assert.equal((await ask(`http://${host}:${port}/`)).status, 404)
    await named.close()
  })

  test('every end has its words in both languages, and a refusal its code', () => {
    const pages = (['en', 'fr'] as const).flatMap((lang) => [
      endPage(lang, 'foreign').html,
      endPage(lang, { ok: true }).html,
      ...(['refused', 'denied', 'mismatch', 'expired', 'unreachable', 'certificate', 'timeout', 'invalid'] as const).map(
        (why) => endPage(lang, { ok: false, refusal: { at: 'token', why, code: 'AADSTS50076', said: '<b>prose</b>' } }).html,
      ),
    ])
    assert.equal(new Set(pages).size, pages.length)
    for (const page of pages) assert.doesNotMatch(page, /prose|undefined|<script/)
    assert.match(endPage('en', { ok: false, refusal: { at: 'token', why: 'refused', error: '<i>' } }).html, /<code>&#60;i&#62;<\/code>/)
  })
})
