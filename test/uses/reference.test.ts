// Providers, apps and dated changes as the knowledge tells them on a day.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { SesameError } from '../../src/model/errors.ts'
import { appView, listApps, showApp } from '../../src/uses/apps.ts'
import { listPolicies } from '../../src/uses/policies.ts'
import { listProviders, showProvider } from '../../src/uses/providers.ts'

const TODAY = '2026-11-22'
const optionInvalid = (error: unknown) => error instanceof SesameError && error.code === 'option-invalid'

describe('providers', () => {
  it('lists every one, once, and narrows by words and kind', () => {
    const all = listProviders({ now: TODAY })
    assert.equal(all.entries.length, loadKnowledge().providers.length)
    assert.equal(new Set(all.entries.map((e) => e.provider.id)).size, all.entries.length)
    const found = listProviders({ now: TODAY, search: 'HOTMAIL microsoft' }).entries.map((e) => e.provider.id)
    assert.deepEqual(found, ['outlook-com'])
    assert.ok(listProviders({ now: TODAY, kind: 'isp' }).entries.every((e) => e.provider.kind === 'isp'))
    assert.deepEqual(listProviders({ search: 'no such provider anywhere' }).entries, [])
  })

  it('shows one by id, slug, name, domain in any case, or address', () => {
    for (const text of ['outlook-com', 'outlook_com', 'Outlook.com', 'HOTMAIL.fr', 'marie@hotmail.fr', 'Marie.Curie+x@Live.com']) {
      const view = showProvider(text, TODAY)
      assert.equal(view?.kind === 'provider' && view.provider.id, 'outlook-com', text)
    }
  })

  it('tells what opened it on another day', () => {
    const opens = (on: string) => {
      const view = showProvider('outlook-com', on)
      assert.equal(view?.kind, 'provider')
      return view?.kind === 'provider' ? view.openings[0]?.now?.password : undefined
    }
    assert.equal(opens('2024-09-15'), 'accepted')
    assert.equal(opens('2024-09-16'), 'refused')
  })

  it('announces the next dated change with the days left', () => {
    const view = showProvider('m365', TODAY)
    assert.ok(view?.kind === 'provider')
    assert.equal(view.next?.date, '2026-12-31')
    assert.equal(view.next?.days, 39)
    assert.ok(view.coming.every((c) => c.coming) && view.past.every((c) => !c.coming))
  })

  it('falls back to the imported tables, with whose they are', () => {
    const knowledge = loadKnowledge()
    const ours = new Set(knowledge.providers.flatMap((p) => p.domains))
    for (const row of knowledge.ispdb.filter((r) => !ours.has(r.domain)).slice(0, 50)) {
      const view = showProvider(`x@${row.domain}`, TODAY)
      assert.ok(view?.kind === 'table' && view.ispdb?.row.domain === row.domain, row.domain)
      assert.match(view.ispdb.table?.licence ?? '', /MPL/)
    }
    const need = knowledge.preparation.find((r) => !ours.has(r.domain) && !r.domain.startsWith('*'))
    assert.ok(need)
    const view = showProvider(need.domain, TODAY)
    assert.ok(view?.kind === 'table' && view.preparation?.table?.revision)
  })

  it('knows nothing of what nobody knows, and refuses what is no date', () => {
    for (const text of ['nobody-at-all', 'x@nobody.example', '', '@', '\u0000', 'a'.repeat(10_000)])
      assert.equal(showProvider(text, TODAY), undefined)
    assert.throws(() => showProvider('gmail', 'yesterday'), optionInvalid)
    for (const now of ['2026-13', '2026-02-30', '26']) assert.throws(() => listProviders({ now }), optionInvalid)
  })
})

describe('apps', () => {
  it('lists every one and finds one by the name that people use', () => {
    assert.equal(listApps({ now: TODAY }).entries.length, loadKnowledge().clients.length)
    assert.equal(showApp('iPhone', TODAY)?.client.id, 'apple-mail-ios')
    assert.equal(showApp('no such app', TODAY), undefined)
  })

  it('counts a family as able only once its day has come', () => {
    const able = (on: string) => showApp('outlook-new', on)?.oauth.find((o) => o.family === 'apple')?.able
    assert.equal(able('2025-10-01'), false)
    assert.equal(able('2025-11-01'), true)
  })

  it('knows which editions are still supported, to the day', () => {
    const knowledge = loadKnowledge()
    const client = showApp('outlook-windows', TODAY)?.client
    assert.ok(client)
    const supported = (on: string) => appView(knowledge, client, on).releases.find((r) => r.name === 'Outlook 2016')?.supported
    assert.equal(supported('2025-10-14'), true)
    assert.equal(supported('2025-10-15'), false)
    assert.equal(showApp('windows-mail', TODAY)?.dead, true)
    assert.equal(showApp('windows-mail', '2024-01-01')?.dead, false)
  })
})

describe('dated changes', () => {
  it('come in order, past before coming, within the bounds', () => {
    const { changes } = listPolicies({ now: TODAY })
    assert.equal(changes.length, loadKnowledge().policies.length)
    for (const [i, change] of changes.entries()) {
      assert.ok(i === 0 || (changes[i - 1]?.days ?? 0) <= change.days)
      assert.equal(change.coming, change.days > 0)
    }
    const next = listPolicies({ now: TODAY, since: '2026-12', until: '2026-12' }).changes
    assert.ok(next.some((c) => c.date === '2026-12-31'))
    // A change of which only the year is known may lie in any month of it.
    assert.ok(next.every((c) => c.date === '2026' || c.date.startsWith('2026-12')))
    assert.ok(listPolicies({ provider: 'icloud' }).changes.every((c) => c.names.includes('iCloud Mail')))
  })

  it('a month as a bound reaches to its last day', () => {
    const until = (text: string) => listPolicies({ now: TODAY, until: text }).changes.some((c) => c.date === '2026-12-31')
    assert.deepEqual([until('2026-11'), until('2026-12-30'), until('2026-12'), until('2026')], [false, false, true, true])
  })

  it('refuses what is no date and nobody’s provider', () => {
    assert.throws(() => listPolicies({ until: 'soon' }), optionInvalid)
    assert.throws(
      () => listPolicies({ provider: 'nobody-at-all' }),
      (e) => e instanceof SesameError && e.code === 'provider-unknown',
    )
  })
})
