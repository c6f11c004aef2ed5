// A planted password is searched for in everything the desk gives out or leaves behind: pages, events, data, report, history, files, terminal.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openHistory } from '../../src/sesame.ts'
import { openDesk, type TestDesk, until } from './desk.ts'

const PLANTED = 'Pl4nted "S3cret" \\ %&é-zyx'
const NEEDLES: Readonly<Record<string, string>> = {
  raw: PLANTED,
  base64: Buffer.from(PLANTED).toString('base64'),
  plain: Buffer.from(`\0marie@icloud.com\0${PLANTED}`).toString('base64'),
  url: encodeURIComponent(PLANTED),
  form: new URLSearchParams({ p: PLANTED }).toString().slice(2),
  json: JSON.stringify(PLANTED).slice(1, -1),
  html: PLANTED.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  core: 'zyx',
  told: 'hunter22',
}

function assertClean(where: string, text: string, needles = NEEDLES): void {
  for (const [form, needle] of Object.entries(needles))
    assert.ok(
      !text.includes(needle),
      `the secret (${form}) is in ${where}: …${text.slice(Math.max(0, text.indexOf(needle) - 90), text.indexOf(needle) + 40)}…`,
    )
}

/** What the person alone sees may repeat what they told of another password. */
const { told: _, ...OWN } = NEEDLES

describe('planted secrets at the desk', () => {
  let t: TestDesk
  before(async () => {
    t = await openDesk()
  })
  after(() => t.close())

  for (const address of ['marie@icloud.com', 'marie@binary.fault.example', 'marie@starttls-injection.fault.example', 'paul@outlook.com'])
    it(`a case of ${address}`, async () => {
      const view = await t.judged({
        ...{ address, app: 'outlook-windows', password: PLANTED, 'secret-kind': 'password' },
        message: `LOGIN failed for ${address} (${PLANTED})`,
        tell: `I typed ${PLANTED} and then my other password: hunter22`,
      })
      const paths = [
        '',
        '/guide',
        '/card',
        '/qr',
        '/report',
        '/report?format=json',
        ...(view.guide?.letters ?? []).map(({ id }) => `/letter/${id}`),
      ]
      for (const path of paths)
        for (const lang of ['fr', 'en']) {
          const answer = await t.get(`/cases/${view.id}${path}`, { 'accept-language': lang })
          const shown = path.startsWith('/report') ? NEEDLES : OWN
          assertClean(path || 'the case', `${await answer.text()}${JSON.stringify([...answer.headers])}`, shown)
        }
      assertClean('the view', JSON.stringify(view), OWN)
      const reader = (await t.get(`/cases/${view.id}/events`)).body?.getReader()
      for (let i = 0; i < 2; i++) assertClean('the events', new TextDecoder().decode((await reader?.read())?.value), OWN)
      await reader?.cancel()

      await t.post(`/cases/${view.id}/proof`, { password: `${PLANTED}2`, 'secret-kind': 'app-password' })
      const proved = await until(
        () => t.view(view.id),
        (seen) => seen.proof?.state !== 'running',
      )
      assertClean('the proof', JSON.stringify(proved), OWN)
    })

  it('forms that come back, history, export, every byte on the disk, the terminal', async () => {
    const back = await t.post('/cases', { address: `x${PLANTED}`, tell: PLANTED, app: PLANTED, message: PLANTED, password: PLANTED })
    assert.equal(back.status, 422)
    assertClean('the form that comes back', await back.text())
    for (const path of ['/', '/history', '/history?q=icloud', '/history/export.json', '/history/delete-all'])
      assertClean(path, await (await t.get(path)).text())
    const files = readdirSync(t.folder)
    assert.ok(files.includes('sesame.db'))
    for (const file of files) {
      const bytes = readFileSync(join(t.folder, file), 'latin1')
      assertClean(file, bytes, { ...NEEDLES, raw: Buffer.from(PLANTED).toString('latin1') })
      for (const name of ['marie@icloud.com', 'paul@outlook.com']) assert.ok(!bytes.includes(name), `${name} is in ${file}`)
    }
    assertClean('the terminal', t.log.join('\n'))
  })

  it('a desk whose disk fails tells nothing of what it held', async () => {
    const history = await openHistory({ folder: t.folder, env: {} })
    const desk = await openDesk({ history })
    // Every further use of it throws.
    history.close()
    try {
      const view = await desk.judged({ address: 'marie@icloud.com', password: PLANTED })
      assert.equal(view.stage, 'judged')
      const page = await desk.get('/history')
      assert.equal(page.status, 200)
      assert.match(await page.text(), /Nothing will be remembered/)
      assertClean('the terminal', desk.log.join('\n'))
      assert.match(desk.log.join('\n'), /^history: /)
    } finally {
      await desk.close()
    }
  })

  it('another device may ask, and may not type a password', async () => {
    const far = await openDesk({ isLocal: () => false })
    try {
      const refused = await far.post('/cases', { address: 'marie@icloud.com', password: PLANTED })
      assert.equal(refused.status, 403)
      assertClean('the refusal', await refused.text())
      const view = await far.judged({ address: 'marie@icloud.com' })
      assert.equal((await far.post(`/cases/${view.id}/proof`, { password: PLANTED })).status, 403)
    } finally {
      await far.close()
    }
  })
})
