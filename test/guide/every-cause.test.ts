// Every cause has a way to mend it, in both languages, for every provider and app: complete, without holes, of the same length.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { LANGS } from '../../src/model/lang.ts'
import { ask, distinctClients, everyCause, textOf } from './ask.ts'

test('every cause gives at least two steps without an unfilled hole, knowing nothing else', () => {
  for (const cause of everyCause()) {
    for (const lang of LANGS) {
      for (const address of ['marie@example.org', undefined]) {
        const guide = ask(cause, { lang, address })
        assert.ok(guide.steps.length >= 2, `${cause} ${lang}: ${guide.steps.length} steps`)
        assert.ok(guide.title.length > 0 && guide.why.length > 0, `${cause} ${lang}: no title or reason`)
        assert.doesNotMatch(textOf(guide), /[{}]/, `${cause} ${lang}`)
        assert.ok(guide.sources.length > 0 && /^\d{4}-\d{2}-\d{2}$/.test(guide.checked), `${cause} ${lang}: no source or date`)
      }
    }
  }
})

test('French and English say the same steps, for every provider and for every app', () => {
  const { providers } = loadKnowledge()
  const clients = distinctClients()
  const pairs = [
    ...providers.map((p) => ({ provider: p.id })),
    ...clients.map((client) => ({ client })),
    ...clients.flatMap((client) => ['icloud', 'outlook-com', 'm365', 'gmail'].map((provider) => ({ provider, client }))),
  ]
  for (const cause of everyCause()) {
    for (const pair of pairs) {
      const [en, fr] = [ask(cause, { ...pair, lang: 'en' }), ask(cause, { ...pair, lang: 'fr' })]
      const where = `${cause} ${JSON.stringify(pair)}`
      assert.ok(en.steps.length >= 2, where)
      assert.equal(en.steps.length, fr.steps.length, where)
      assert.deepEqual(
        en.steps.map((s) => [s.see === undefined, s.copy?.length ?? 0]),
        fr.steps.map((s) => [s.see === undefined, s.copy?.length ?? 0]),
        where,
      )
      assert.equal(en.avoid.length, fr.avoid.length, where)
      assert.equal(en.otherwise.length, fr.otherwise.length, where)
      assert.doesNotMatch(textOf(fr) + textOf(en), /[{}]/, where)
    }
  }
})

test('French texts are French and English texts English', () => {
  for (const { id, lang, task, title, why = '', steps, avoid, otherwise } of loadKnowledge().procedures) {
    const words = ` ${[title, why, ...steps.map((s) => ('do' in s ? s.do : '')), ...avoid, ...otherwise].join(' ').toLowerCase()} `
    const french = words.match(/ (le|la|les|des|une|dans|vous|et|sur) /g)?.length ?? 0
    const english = words.match(/ (the|and|in|of|your|with|to|on) /g)?.length ?? 0
    assert.ok(
      lang === 'fr' ? french > english : english > french,
      `${task ?? 'procedure'} ${id}.${lang}: ${french} French, ${english} English words`,
    )
  }
})
