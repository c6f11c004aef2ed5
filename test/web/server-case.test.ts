// A case from the form to the proof, on the lab, in both languages: the road, the ranking, the answer, the papers, the history, the events.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { openHistory } from '../../src/sesame.ts'
import { Problem } from '../../src/web/server/problem.ts'
import { keepRuns } from '../../src/web/server/runs.ts'
import { type CaseView, type DeskEvent, HOPS } from '../../src/web/view.ts'
import { openDesk, type TestDesk, until } from './desk.ts'

const ICLOUD = { address: 'marie@icloud.com', app: 'outlook-windows', message: 'nom d’utilisateur ou mot de passe incorrect' }
const DISABLED = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'
const FR = { 'accept-language': 'fr' }

describe('a case at the desk', () => {
  let t: TestDesk
  before(async () => {
    t = await openDesk()
  })
  after(() => t.close())

  const hop = (view: CaseView, name: string) => view.road.find((one) => one.hop === name) ?? assert.fail(name)

  it('is seen, judged, proved and remembered', async () => {
    const view = await t.judged({ ...ICLOUD, password: 'lab-password-1', 'secret-kind': 'password' }, FR)
    assert.deepEqual(
      view.road.map((one) => one.hop),
      [...HOPS],
    )
    assert.deepEqual([view.stage, view.outcome, view.lab, view.lang], ['judged', 'fault', true, 'fr'])
    assert.equal(view.causes[0]?.id, 'auth.app_password_required')
    assert.deepEqual(
      ['network', 'name', 'port', 'tls', 'server'].map((name) => hop(view, name).state),
      ['ok', 'ok', 'ok', 'ok', 'ok'],
    )
    const broken = hop(view, 'sign-in')
    assert.equal(broken.state, 'broken')
    assert.match(broken.says, /^Identification refusée\u00a0: «\u00a0NO \[AUTHENTICATIONFAILED\] Authentication Failed\u00a0»$/)
    assert.ok(broken.lines.some((line) => line.from === 'us' && line.text.includes('•••')))
    assert.ok(broken.lines.some((line) => line.from === 'server' && line.text.includes('AUTHENTICATIONFAILED')))
    assert.match(hop(view, 'sending').says, /smtp\.mail\.me\.com:587\u00a0: /)
    for (const because of view.causes[0]?.because ?? []) assert.ok(Math.abs(because.weight) <= 1 && because.strength !== '')
    assert.equal(view.proof?.state, 'needs-password')

    const proof = await t.post(`/cases/${view.id}/proof`, { password: 'labw-ords-only-here', 'secret-kind': 'app-password' }, FR)
    assert.equal(proof.status, 303)
    const running = await (await t.get(`/cases/${view.id}`, FR)).text()
    assert.match(running, /http-equiv="refresh"/)
    const proved = await until(
      () => t.view(view.id, FR),
      (seen) => seen.proof?.state !== 'running',
    )
    assert.equal(proved.proof?.state, 'proved', proved.proof?.says)
    assert.match(proved.proof.says, /^Réparé\s: le message que vous vous êtes envoyé est arrivé après /)
    const rows = proved.proof.rows
    assert.ok(
      rows.some((row) => /imap\.mail\.me\.com.*Identification/.test(row.what) && row.before === 'identification refusée' && row.better),
    )
    assert.ok(rows.some((row) => row.what === 'Un message à vous-même' && row.better))

    const history = await (await t.get('/history?q=icloud', FR)).text()
    assert.match(history, /m•••@icloud\.com/)
    assert.match(history, /réparé/i)
  })

  it('a wrong secret proves nothing and says why', async () => {
    const view = await t.judged({ address: 'paul@gmail.com' })
    await t.post(`/cases/${view.id}/proof`, { password: 'wrongwrongwrongw' })
    const failed = await until(
      () => t.view(view.id),
      (seen) => seen.proof?.state !== 'running',
    )
    assert.equal(failed.proof?.state, 'failed')
    assert.match(failed.proof.says, /No message was sent/)
  })

  it('few passwords a mailbox, however it is written; another mailbox is another count', async () => {
    let now = 0
    const runs = keepRuns(
      () => {},
      () => now,
    )
    // No name server answers there: nothing leaves this machine, and no password either.
    const request = { messages: [], tells: [], lang: 'en', lab: false, flags: { dns: '127.0.0.1:1' }, env: {} } as const
    const start = async (address: string) => {
      const run = runs.start({ ...request, address, secret: new Secret('wrong') })
      run.stop()
      await run.settled()
    }
    for (const address of ['marie@icloud.com', 'Marie@icloud.com', 'marie@ICLOUD.com', 'marie@icloud.com', 'MARIE@icloud.com'])
      await start(address)
    await assert.rejects(start('marie@icloud.com'), (error) => error instanceof Problem && error.kind === 'too-many-attempts')
    await start('paul@icloud.com')
    now += 16 * 60_000
    await start('marie@icloud.com')
    await runs.close()
  })

  it('an answer moves the ranking, as a form and as data, and is not asked again', async () => {
    const view = await t.judged({ address: 'claire@contoso.example', message: 'password incorrect' })
    const question = view.question ?? assert.fail('no question')
    assert.equal(question.answers.at(-1)?.value, 'unknown')
    const answered = await t.post(
      `/cases/${view.id}/answer`,
      { question: question.id, value: question.answers[0]?.value ?? '' },
      { accept: 'application/json' },
    )
    const moved = (await answered.json()) as CaseView
    assert.notEqual(moved.question?.id, question.id)
    assert.notDeepEqual(
      moved.causes.map((c) => [c.id, c.probability]),
      view.causes.map((c) => [c.id, c.probability]),
    )
    // Sent twice, or made up: nothing happens, the page shows what is true.
    for (const value of ['nonsense', question.answers[1]?.value ?? ''])
      assert.equal((await t.post(`/cases/${view.id}/answer`, { question: question.id, value })).status, 303)
    assert.deepEqual(await t.view(view.id), moved)
  })

  it('“I do not know” goes on without moving anything', async () => {
    const view = await t.judged({ address: 'claire@contoso.example', message: 'password incorrect' })
    const { id = '' } = view.question ?? {}
    await t.post(`/cases/${view.id}/answer`, { question: id, value: 'unknown' })
    const after_ = await t.view(view.id)
    assert.equal(after_.question, null)
    assert.deepEqual(after_.causes, view.causes)
  })

  it('both languages show the same case', async () => {
    const view = await t.judged(ICLOUD)
    const french = await t.view(view.id, FR)
    assert.deepEqual(
      french.causes.map((c) => c.id),
      view.causes.map((c) => c.id),
    )
    assert.match(french.guide?.title ?? '', /mot de passe/)
    assert.match(view.guide?.title ?? '', /password/)
    assert.deepEqual(
      french.guide?.steps.map((step) => step.id),
      view.guide?.steps.map((step) => step.id),
    )
    assert.match(hop(view, 'sign-in').says, /what the app shows points to this/)
  })

  it('the papers: guide, card, letters, code, report; nothing of them without the case', async () => {
    const view = await t.judged({ address: 'scan@contoso.example', app: 'printer', protocol: 'smtp', message: DISABLED }, FR)
    for (const path of ['guide', 'card', 'qr', 'report', ...(view.guide?.letters ?? []).map(({ id }) => `letter/${id}`)]) {
      const answer = await t.get(`/cases/${view.id}/${path}`, FR)
      assert.equal(answer.status, 200, path)
      assert.match(await answer.text(), /<html lang="fr"/)
      assert.equal((await t.get(`/cases/case-nobody/${path}`)).status, 404, path)
    }
    assert.ok((view.guide?.letters.length ?? 0) > 0)
    assert.equal((await t.get(`/cases/${view.id}/letter/no-such`)).status, 404)
    const report = await t.get(`/cases/${view.id}/report?format=json`)
    assert.match(report.headers.get('content-disposition') ?? '', /attachment/)
    const text = await report.text()
    assert.doesNotMatch(text, /scan@contoso/)
    assert.match(text, /s•••@contoso\.example/)
  })

  it('the road of who cannot send is that of the outgoing server', async () => {
    const view = await t.judged({ address: 'marie@expired.fault.example', app: 'thunderbird', protocol: 'smtp' })
    assert.equal(hop(view, 'tls').state, 'broken')
    assert.match(hop(view, 'port').says, /:(587|465): /)
    assert.equal(hop(view, 'sign-in').says, 'Not reached.')
  })

  it('what stops a look is said in three sentences', async () => {
    const gone = await t.judged({ address: 'marie@no-such-domain.example' })
    assert.ok(gone.stage === 'stopped' || gone.outcome === 'unknown' || gone.outcome === 'fault')
    const started = await t.post('/cases', { address: 'marie@black-hole.fault.example' })
    const id = started.headers.get('location')?.split('/').at(-1) ?? ''
    await t.post(`/cases/${id}/stop`, {})
    const stopped = await t.view(id, FR)
    assert.equal(stopped.stage, 'stopped')
    assert.match(stopped.trouble?.what ?? '', /arrêté/)
  })

  it('a fault in the form comes back with what was typed, the password apart', async () => {
    const answer = await t.post('/cases', { address: 'marie at icloud', tell: 'my hunter22 is fine', password: 'hunter22', app: 'iPhone' })
    assert.equal(answer.status, 422)
    const html = await answer.text()
    assert.match(html, /value="marie at icloud"/)
    assert.match(html, /value="iPhone"/)
    assert.doesNotMatch(html, /hunter22/)
  })

  it('few at a time', async () => {
    const asked = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) => t.post('/cases', { address: `${name}@black-hole.fault.example` })),
    )
    assert.deepEqual(asked.map((answer) => answer.status).toSorted(), [303, 303, 303, 429, 429])
    for (const answer of asked) if (answer.status === 303) await t.post(`${answer.headers.get('location')}/stop`, {})
  })

  it('one click on an example runs its whole story', async () => {
    const view = await t.judged({ address: 'paul@hotmail.com', lab: '1' })
    assert.equal(view.causes[0]?.id, 'auth.basic_disabled')
    assert.match(hop(view, 'app').says, /imap-mail\.outlook\.com ne répond pas/)
  })

  it('events: the whole view at once, after each change, and for whoever comes back', async () => {
    const started = await t.post('/cases', ICLOUD)
    const path = `${started.headers.get('location')}/events`
    const views = await read(await t.get(path), (view) => view.stage === 'judged')
    assert.ok(views.length > 1, 'it was live')
    const order = views.map((view) => view.road.filter((one) => one.state === 'ok').length)
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
    for (const last of ['1', '999', 'nonsense']) {
      const [again] = await read(await t.get(path, { 'last-event-id': last }), () => true)
      assert.deepEqual(again, views.at(-1))
    }
    const question = t.get(path, FR).then((answer) => read(answer, (view) => view.proof?.state === 'failed'))
    await t.post(path.replace('events', 'proof'), { password: 'lab-password-1' })
    const french = await question
    assert.ok(french.some((view) => view.proof?.state === 'running' && view.proof.says !== ''))
    assert.equal((await t.get('/cases/nobody/events')).status, 404)
  })

  it('a past case opens again without a look; deleted is deleted', async () => {
    const view = await t.judged(ICLOUD, FR)
    const history = await openHistory({ folder: t.folder, env: {} })
    const second = await openDesk({ history })
    try {
      const past = await second.view(view.id, FR)
      assert.deepEqual([past.address, past.stage, past.proof, past.question], ['m•••@icloud.com', 'judged', null, null])
      assert.deepEqual(past.causes, view.causes)
      assert.deepEqual(
        past.road.map((one) => one.state),
        view.road.map((one) => one.state),
      )
      assert.equal((await second.get(`/cases/${view.id}/guide`)).status, 200)
      assert.equal((await second.get('/cases/case-nobody')).status, 404)
    } finally {
      await second.close()
      history.close()
    }
    const exported = (await (await t.get('/history/export.json')).json()) as { cases: { id: string }[] }
    assert.ok(exported.cases.some(({ id }) => id === view.id))
    await t.post(`/history/${view.id}/delete`, {})
    assert.equal((await t.get(`/cases/${view.id}`)).status, 404)
    assert.equal((await t.get('/history/delete-all')).status, 200)
    await t.post('/history/delete-all', {})
    assert.deepEqual(((await (await t.get('/history/export.json')).json()) as { cases: unknown[] }).cases, [])
  })

  it('apps and messages for the pickers, sent again only when they changed', async () => {
    const apps = await t.get('/apps.json')
    const list = (await apps.json()) as { id: string; names: string[] }[]
    assert.ok(list.some(({ id }) => id === 'outlook-windows'))
    assert.ok(list.every(({ names }) => names.every((name) => !name.startsWith('/'))))
    assert.equal((await t.get('/apps.json', { 'if-none-match': apps.headers.get('etag') ?? '' })).status, 304)
    const messages = (await (await t.get('/messages.json?app=apple-mail-ios', FR)).json()) as { text: string }[]
    assert.ok(messages.some(({ text }) => text.includes('ne répond pas')))
  })
})

/** Views of a stream until one is the last that is wanted; then the line is cut, as a browser does. */
async function read(answer: Response, last: (view: CaseView) => boolean): Promise<CaseView[]> {
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  const views: CaseView[] = []
  let text = ''
  const reader = (answer.body ?? assert.fail()).getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return views
    text += decoder.decode(value, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const data = part.split('\n').find((line) => line.startsWith('data: '))
      if (data !== undefined) views.push((JSON.parse(data.slice(6)) as DeskEvent).view)
    }
    if (views.some(last)) {
      await reader.cancel()
      return views
    }
  }
}
