// The history on disk: private, found again, searched, deleted for good, exported, and with nothing secret in any byte of it.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { type DoctorResult, doctor, judgeAgain, openHistory } from '../../src/sesame.ts'

const PLANTED = 'Pl4nted "S3cret" \\ %&é-zyx'

function run(address: string, more: { messages?: string[]; tells?: string[]; app?: string; secret?: Secret } = {}): Promise<DoctorResult> {
  return doctor(
    {
      ...{ address, app: 'outlook-windows', messages: [], tells: [], offline: false, lang: 'en', lab: true, flags: {}, env: {} },
      ...more,
      signal: new AbortController().signal,
    },
    () => {},
  )
}

function everyByte(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

describe('history', () => {
  let folder = ''
  const open = () => openHistory({ folder: join(folder, 'data'), env: {} })
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-history-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  it('keeps, finds, writes over, deletes and exports; nothing secret, no whole address', async () => {
    const history = await open()
    try {
      const result = await run('marie@icloud.com', {
        messages: [`nom d’utilisateur ou mot de passe incorrect (${PLANTED})`],
        tells: [`my password is ${PLANTED}`, 'on my other account my password: hunter22', 'marie@icloud.com worked yesterday'],
        secret: new Secret(PLANTED),
      })
      history.remember(result, false)
      history.remember(await run('paul@outlook.com', { app: 'thunderbird' }), false)
      assert.equal(history.total, 2)
      assert.equal(history.list('en')[0]?.provider, 'Outlook.com')

      const [found] = history.list('fr', 'ICLOUD  outlook')
      assert.ok(found)
      assert.deepEqual([found.address, found.provider, found.proved], ['m•••@icloud.com', 'iCloud Mail', false])
      assert.ok(found.title.length > 5)
      assert.deepEqual(history.list('en', '100%_'), [])
      assert.deepEqual(history.list('en', 'marie'), [], 'the name of the person is not there to be found')

      history.remember(await judgeAgain(result, { lang: 'fr', answers: {} }), true)
      assert.equal(history.total, 2)
      assert.equal(history.list('en', 'icloud')[0]?.proved, true)

      const exported = JSON.stringify(history.export())
      const bytes = everyByte(join(folder, 'data'))
      for (const needle of [PLANTED, JSON.stringify(PLANTED).slice(1, -1), 'zyx', 'S3cret', 'hunter22', 'marie@icloud.com'])
        for (const [where, text] of Object.entries({ exported, bytes }))
          assert.ok(!text.includes(Buffer.from(needle).toString(where === 'bytes' ? 'latin1' : 'utf8')), `${needle} is in what is ${where}`)
      assert.match(exported, /m•••@icloud\.com/)

      assert.equal(history.remove(found.id), true)
      assert.equal(history.remove(found.id), false)
      assert.equal(history.removeAll(), 1)
      assert.equal(history.total, 0)
      assert.doesNotMatch(everyByte(join(folder, 'data')), /icloud|outlook|m\xe2\x80\xa2/i, 'what was deleted is still on the disk')
    } finally {
      history.close()
    }
  })

  it('is for its owner only', async () => {
    const history = await open()
    try {
      assert.equal(statSync(join(folder, 'data')).mode & 0o777, 0o700)
      for (const name of readdirSync(join(folder, 'data'))) assert.equal(statSync(join(folder, 'data', name)).mode & 0o777, 0o600, name)
    } finally {
      history.close()
    }
  })

  it('an answer moves the ranking without any network, and the guide speaks the other language', async () => {
    const result = await run('claire@contoso.example', { messages: ['password incorrect'] })
    const question = result.diagnosis.question
    assert.ok(question)
    const moved = question.answers.map(({ value }) => judgeAgain(result, { lang: 'fr', answers: { [question.id]: value } }))
    for (const again of await Promise.all(moved)) {
      assert.notEqual(again.diagnosis.question?.id, question.id)
      assert.match(again.guide?.why ?? '', /\b(le|la|les|de|votre)\b/)
    }
    const tops = (await Promise.all(moved)).map((again) => again.diagnosis.causes.map((c) => `${c.id} ${c.probability.toFixed(3)}`).join())
    assert.ok(new Set(tops).size > 1, 'no answer changes anything')
  })
})
