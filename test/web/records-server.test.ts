// Records on the page, without a browser: forms alone do everything, what is wrong is said beside its field, and nothing that looks like a secret is kept or given back.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { recordsOnDesk } from '../../src/text/desk-records.ts'
import { openDesk, type TestDesk } from './desk.ts'
import { bytesBelow } from './desk-walk.ts'

const t = recordsOnDesk('en')
const SECRET = 'Zx9!kPlm3#Qvt'

describe('records at the desk', () => {
  let desk: TestDesk
  before(async () => {
    desk = await openDesk()
    assert.equal((await desk.post('/sheets/new', { address: 'marie@icloud.com' })).headers.get('location'), '/sheets/marie%40icloud.com')
  })
  after(() => desk?.close())
  const base = '/sheets/marie%40icloud.com'
  const html = async (path: string) => (await desk.get(path)).text()

  it('say what is wrong with an address, and that there is a sheet already', async () => {
    for (const address of ['nobody', 'MARIE@icloud.com']) {
      const answer = await desk.post('/sheets/new', { address })
      assert.equal(answer.status, 422)
      assert.match(await answer.text(), /class="field faulty"/)
    }
    assert.equal((await desk.get('/sheets/else%40icloud.com')).status, 404)
  })

  it('refuse what looks like a secret, and give nothing of it back', async () => {
    for (const [part, form] of [
      ['devices', { device: 'PC', note: SECRET }],
      ['secrets', { name: 'main', vault: SECRET }],
      ['appPasswords', { label: SECRET }],
    ] as const) {
      const answer = await desk.post(`${base}/edit/${part}`, form)
      assert.equal(answer.status, 422, part)
      assert.ok(!(await answer.text()).includes(SECRET), part)
    }
    const account = await desk.post(`${base}/edit/account`, { notes: SECRET, version: '1' })
    assert.ok(account.status === 422 && !(await account.text()).includes(SECRET))
    const lost = await desk.post('/lost', { device: SECRET })
    assert.ok(lost.status === 422 && !(await lost.text()).includes(SECRET))
    assert.ok(!bytesBelow(desk.folder).includes(SECRET))
    assert.ok(!desk.log.join().includes(SECRET))
  })

  it('write nothing over what somebody else changed meanwhile', async () => {
    const version = /name="version" value="(\d+)"/.exec(await html(`${base}/edit/account`))?.[1] ?? assert.fail()
    assert.equal((await desk.post(`${base}/edit/account`, { owners: 'Anne', rotation: '12', version })).status, 303)
    const late = await desk.post(`${base}/edit/account`, { owners: 'Bert', rotation: '12', version })
    assert.equal(late.status, 422)
    assert.match(await late.text(), new RegExp(t.checklists.stale.what))
    assert.match(await html(base), /Anne/)
  })

  it('change and take away one thing at a time, each by its name', async () => {
    await desk.post(`${base}/edit/redirections`, { to: 'else@example.org', keepsCopy: '1' })
    await desk.post(`${base}/edit/redirections`, { was: 'else@example.org', to: 'other@example.org' })
    const now = await html(base)
    assert.ok(now.includes('other@example.org') && !/<th[^>]*> ?else@example.org/.test(now))
    assert.equal((await desk.post(`${base}/remove/redirections`, { was: 'other@example.org' })).status, 303)
    assert.equal((await desk.post(`${base}/remove/redirections`, { was: 'other@example.org' })).status, 404)
  })

  it('show every word that was typed as a word, whatever it holds', async () => {
    const hostile = '<img src=x onerror=alert(1)>"&\'</script>'
    await desk.post(`${base}/edit/devices`, { device: hostile, holder: hostile })
    const made = await desk.post('/checklists/new', { template: 'new-mailbox', about: hostile, owner: hostile })
    const pages = [
      '/sheets?q=%3Cimg',
      base,
      `${base}/print`,
      `${base}/before`,
      '/lost',
      '/checklists',
      made.headers.get('location') ?? '/checklists',
    ]
    for (const path of pages) {
      const page = await html(path)
      assert.ok(!page.includes('<img') && !page.includes('</script>"'), path)
      assert.ok(page.includes('&lt;img'), path)
    }
  })

  it('note a secret as changed today, so that its date moves on', async () => {
    await desk.post(`${base}/edit/secrets`, { name: 'old secret', changed: '2020-01-01' })
    assert.match(await html('/due'), /class="dues late"[\s\S]*old secret/)
    assert.equal((await desk.post(`${base}/changed`, { name: 'old secret' })).status, 303)
    assert.doesNotMatch(await html('/due?days=90'), /old secret/)
  })

  it('warn from half of the provider’s limit on', async () => {
    for (let n = 1; n <= 13; n++)
      assert.equal((await desk.post(`${base}/edit/appPasswords`, { label: `Device ${n}`, device: `Device ${n}` })).status, 303)
    assert.ok((await html(base)).includes(t.sheet.limit(13, 25, 'iCloud Mail')))
  })

  it('import a list with a report of every bad row, which can be saved', async () => {
    const form = new FormData()
    const rows = [`Email;Owner;Password`, `anne@icloud.com;Anne;${SECRET}`, `no-address;Bob;x`, `marie@icloud.com;Else;y`]
    form.set('file', new File([rows.join('\n')], 'list.csv', { type: 'text/csv' }))
    const report = await (await desk.post('/sheets/import', form)).text()
    assert.ok(report.includes(t.imports.badCount(2)) && report.includes(t.imports.notRead('Password')) && !report.includes(SECRET))
    const file = /href="(\/sheets\/import\/[\w-]+)"/.exec(report)?.[1] ?? assert.fail('no file of bad rows')
    const table = await html(file)
    assert.match(table, /no-address;Bob/)
    assert.ok(!table.includes(SECRET) && !bytesBelow(desk.folder).includes(SECRET))
    assert.match(await html('/sheets?q=anne'), /anne@icloud.com/)
    const none = await desk.post('/sheets/import', new FormData())
    assert.equal(none.status, 422)
  })

  it('show many sheets some at a time', async () => {
    const form = new FormData()
    form.set('file', new File([`Email\n${Array.from({ length: 120 }, (_, n) => `many${n}@gmx.de`).join('\n')}`], 'many.csv'))
    await desk.post('/sheets/import', form)
    const last = await html('/sheets?q=gmx&page=3')
    assert.ok(last.includes(t.sheets.page(3, 3)))
    assert.equal(last.match(/<tr>/g)?.length, 21)
    assert.match(last, /href="\/sheets\?q=gmx&amp;page=2"/)
  })

  it('give a calendar, and YAML and Markdown to take along', async () => {
    await desk.post(`${base}/edit/secrets`, { name: 'main password', changed: '2026-01-01' })
    const calendar = await desk.get('/due.ics?days=3650')
    assert.match(calendar.headers.get('content-type') ?? '', /^text\/calendar/)
    assert.match(await calendar.text(), /^BEGIN:VCALENDAR[\s\S]*main password/)
    assert.match(await html(`${base}/export/yaml`), /^address: marie@icloud\.com$/m)
    assert.match(await html(`${base}/export/markdown`), /^# marie@icloud\.com$/m)
    assert.equal((await desk.get(`${base}/export/exe`)).status, 404)
  })

  it('take changes from our own pages only', async () => {
    for (const path of ['/sheets/new', `${base}/delete`, '/due/done', '/lost', '/checklists/new', '/sheets/import'])
      assert.equal(
        (await desk.post(path, { address: 'x@icloud.com' }, { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }))
          .status,
        403,
        path,
      )
    assert.equal((await desk.get(base)).status, 200)
    assert.equal((await desk.post(`${base}/delete`, {})).headers.get('location'), '/sheets?done=removed')
    assert.equal((await desk.get(base)).status, 404)
  })
})
