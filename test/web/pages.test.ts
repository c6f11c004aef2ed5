// The pages as bytes: nothing that comes from outside becomes mark-up, nothing needs a policy to be loosened, every form works without script.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { h, type VNode } from 'preact'
import { LANGS } from '../../src/model/lang.ts'
import { deskIn } from '../../src/text/desk.ts'
import { CaseBody, renderDocument } from '../../src/web/pages/index.ts'
import { roadSays } from '../../src/web/pages/road.tsx'
import { caseOf, pageSamples } from './page-samples.ts'

const plain = (text: string) => text
const documentOf = (body: VNode, state: unknown = null) =>
  renderDocument({ title: 'x', lang: 'fr', body, styles: ['/assets/desk.css'], script: '/assets/case.js', state })

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

/** Every tag of a document as a parser sees it; fails on a `<` that begins none. */
function tagsOf(html: string): readonly Tag[] {
  const tag = /<(?:!doctype html|\/[a-z][a-z0-9]*|([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9:-]*(?:="[^"<]*")?)*)\s*\/?)>/giy
  const found: Tag[] = []
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', tag.lastIndex)) {
    tag.lastIndex = at
    const [, name, attributes = ''] = tag.exec(html) ?? assert.fail(`no tag of ours: ${html.slice(at, at + 80)}`)
    if (name === undefined) continue
    const pairs = [...attributes.matchAll(/([a-z][a-z0-9:-]*)(?:="([^"]*)")?/gi)].map(([, key = '', value = '']): [string, string] => [
      key,
      value,
    ])
    found.push({ name: name.toLowerCase(), attributes: new Map(pairs) })
  }
  return found
}

/** Names of tags, and of attributes with the tag they stand on. */
const shapesOf = (html: string) =>
  new Set(tagsOf(html).flatMap(({ name, attributes }) => [name, ...[...attributes.keys()].map((key) => `${name} ${key}`)]))

const all = (say = plain) =>
  LANGS.flatMap((lang) => [...pageSamples(lang, say)].map(([name, node]) => ({ name: `${name} (${lang})`, html: documentOf(node) })))

describe('pages', () => {
  it('take every sentence from outside as text, whatever it holds', () => {
    const known = new Set(all().flatMap(({ html }) => [...shapesOf(html)]))
    const spice = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '</script>',
      '<img src=x onerror=alert(1)>',
      '" autofocus onfocus="alert(1)',
      '<!--',
      ']]>',
      '`',
      '**',
      'https://',
      'javascript:alert(1)',
      '&lt;b&gt;',
      '\u0000',
      '\u2028',
      ' ',
    )
    const hostile = fc
      .array(fc.oneof(spice, fc.string({ unit: 'binary', maxLength: 6 })), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, (words) => {
        for (const { name, html } of all(() => words)) for (const shape of shapesOf(html)) assert.ok(known.has(shape), `${name}: ${shape}`)
      }),
      { numRuns: 60 },
    )
  })

  it('lead only to paths of the desk and to https', () => {
    for (const attempt of ['javascript:alert(1)', 'data:text/html,x', '//elsewhere.example', 'HTTPS://e.example"x'])
      for (const { name, html } of all(() => attempt))
        for (const { attributes } of tagsOf(html))
          for (const key of ['href', 'src', 'action'])
            if (attributes.has(key)) assert.match(attributes.get(key) ?? '', /^(\/(?!\/)|#|https:\/\/)/i, name)
  })

  it('need no policy to be loosened: no style attribute, no handler, no script but a module of ours and data', () => {
    for (const { name, html } of all())
      for (const tag of tagsOf(html)) {
        assert.notEqual(tag.name, 'style', name)
        for (const key of tag.attributes.keys()) assert.doesNotMatch(key, /^(style|on.*|srcdoc|ping)$/, name)
        if (tag.name === 'script')
          assert.ok(tag.attributes.get('src') === '/assets/case.js' || tag.attributes.get('type') === 'application/json', name)
      }
  })

  it('carry the state so that what is read back is what was given, and nothing of it ends the data', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('</script>', '<!--', '<script>', '\u2028'), fc.string())), (state) => {
        const html = documentOf(h('p', null), state)
        const [, json = ''] = /<script type="application\/json" id="desk-state">([^<]*)<\/script>/.exec(html) ?? []
        assert.deepEqual(JSON.parse(json), state)
      }),
    )
  })

  it('post every change as a form, with words on the button, and give no password back', () => {
    for (const { name, html } of all()) {
      for (const { name: tag, attributes } of tagsOf(html)) {
        if (tag === 'form') assert.ok(attributes.get('method') === 'post' || attributes.get('action') === '/history', name)
        if (tag === 'input' && attributes.get('type') === 'password') assert.equal(attributes.has('value'), false, name)
      }
      assert.doesNotMatch(html, /<button[^>]*>\s*<\/button>/, name)
    }
  })

  it('use an id once, have one main heading, and name what describes a field', () => {
    for (const { name, html } of all()) {
      const tags = tagsOf(html)
      const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? [])
      assert.deepEqual(ids, [...new Set(ids)], name)
      assert.equal(tags.filter((tag) => tag.name === 'h1').length, 1, name)
      for (const { attributes } of tags)
        for (const id of (attributes.get('aria-describedby') ?? '').split(' ').filter(Boolean))
          assert.ok(ids.includes(id), `${name}: ${id}`)
    }
  })

  it('ask a browser without script to come again while a case is looked at', () => {
    const html = renderDocument({ title: 'x', lang: 'en', body: h('p', null), styles: [], refresh: 2 })
    assert.match(html, /<noscript><meta http-equiv="refresh" content="2"\/?><\/noscript>/)
    assert.doesNotMatch(documentOf(h('p', null)), /http-equiv/)
  })

  it('say under the road what matters now: what is broken, else what is looked at, else what to note', () => {
    const t = deskIn('en')
    const view = caseOf('en', plain)
    const only = (...states: string[]) => roadSays({ ...view, road: view.road.filter(({ state }) => states.includes(state)) }, t)
    assert.equal(only('ok', 'warned', 'broken', 'looking'), 'Sign-in: broken. Ce qui a été vu.')
    assert.equal(only('ok', 'warned', 'looking'), 'Sending: looking…')
    assert.equal(only('ok', 'warned'), 'Encryption: take note. Ce qui a été vu.')
    assert.equal(only('ok'), 'The road is clear from end to end.')
    assert.equal(only('waiting'), 'The look is over.')
    assert.equal(roadSays({ ...view, stage: 'looking', road: [] }, t), 'Setting out…')
  })

  it('stop forms that are on their way from being sent twice, and show the notice of a lost server', () => {
    const html = documentOf(CaseBody({ view: caseOf('en', plain), live: { notice: 'Gone <b>', sending: 'answer' } }))
    assert.match(html, /<button type="submit" name="value" value="yes" disabled>/)
    assert.match(html, /role="alert">Gone &lt;b/)
  })
})
