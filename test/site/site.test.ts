// The generated site as files: complete, in both languages, deterministic, harmless, whole links, nothing from another host.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { html } from '../../src/site/html.ts'
import { siteOf } from '../../src/site/site.ts'
import { REPOSITORY } from '../knowledge/repository.ts'
import { HOSTILE, hostileKnowledge } from './world.ts'

const NOW = '2026-11-22'
const files = siteOf(loadKnowledge(), NOW)
const pages = [...files].filter(([path]) => path.endsWith('.html'))

describe('the site', () => {
  it('has a page for every provider in both languages, and its data', () => {
    for (const { id, name } of loadKnowledge().providers) {
      for (const lang of ['en', 'fr'])
        assert.ok(files.get(`${lang}/provider/${id}.html`)?.includes(html`<h1>${name}</h1>`.markup), `${lang} ${id}`)
      const data = JSON.parse(files.get(`api/${id}.json`) ?? '') as { provider: { id: string }; openings: unknown[] }
      assert.equal(data.provider.id, id)
      assert.equal(data.openings.length, 3)
    }
    for (const lang of ['en', 'fr']) {
      const index = files.get(`${lang}/index.html`) ?? ''
      assert.equal(index.match(/<tr role="row"/g)?.length, loadKnowledge().providers.length + 1)
      assert.equal(files.get(`${lang}/apps.html`)?.match(/<tr role="row"/g)?.length, loadKnowledge().clients.length + 1)
    }
  })

  it('says when, with the days that are left, and marks today in the history', () => {
    assert.match(files.get('fr/index.html') ?? '', /<time datetime="2026-12-31">31 décembre 2026<\/time><small>dans 39 jours<\/small>/)
    const page = files.get('en/provider/outlook-com.html') ?? ''
    assert.match(page, /class="tag oauth">OAuth<\/span>[^\n]*since 16 September 2024/)
    assert.match(page, /class="today"/)
    assert.match(page, /no mail server of this provider takes it/)
  })

  it('tells another day on another day', () => {
    const then = siteOf(loadKnowledge(), '2024-08-01').get('en/provider/outlook-com.html') ?? ''
    assert.match(then, /<p class="notice"><strong><time datetime="2024-08-19">/)
    assert.match(then, /class="tag password">password<\/span>/)
  })

  it('is the same bytes for the same knowledge and day', () => {
    assert.deepEqual([...siteOf(loadKnowledge(), NOW)], [...files])
  })

  it('links only to files that it has, to anchors that exist, and to sources', () => {
    for (const [path, content] of pages)
      for (const [, href = ''] of content.matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (href === 'data:,' || href.startsWith('https://')) continue
        const [file = '', anchor] = href.split('#')
        const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file))
        assert.ok(files.has(target), `${path} links to ${href}`)
        if (anchor !== undefined && anchor !== 'content') assert.ok(files.get(target)?.includes(`id="${anchor}"`), `${path}#${anchor}`)
      }
  })

  it('needs no script and asks nobody else for anything', () => {
    for (const [path, content] of files) {
      if (!/\.(html|css)$/.test(path)) continue
      assert.doesNotMatch(content, /<script|<iframe|<object|<embed|\son[a-z]+=|javascript:|@import|url\(/i, path)
      for (const [, src] of content.matchAll(/<(?:link|img|source)[^>]*(?:href|src)="([^"]*)"/g))
        assert.doesNotMatch(src ?? '', /^(https?:)?\/\//, path)
    }
    for (const [path, content] of pages) assert.match(content, /default-src 'none'; style-src 'self'/, path)
  })

  it('is in the language that it says, with no hole in it', () => {
    for (const [path, content] of pages) {
      const lang = path.startsWith('fr/') ? 'fr' : 'en'
      assert.ok(content.startsWith(`<!doctype html>\n<html lang="${lang}">`), path)
      assert.doesNotMatch(content, /undefined|\[object |NaN|Invalid Date/, path)
      assert.equal(content.match(/<h1>/g)?.length, 1, path)
      const ids = [...content.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length, path)
    }
  })

  it('refuses what is no date', () => {
    for (const now of ['tomorrow', '2026-13', '2026-02-30', ''])
      assert.throws(() => siteOf(loadKnowledge(), now), { code: 'option-invalid' })
  })
})

describe('hostile texts', () => {
  const hostile = siteOf(hostileKnowledge(), NOW)

  it('never become mark-up, attributes, links or controls', () => {
    for (const [path, content] of hostile) {
      if (!path.endsWith('.html')) continue
      assert.doesNotMatch(content, /<(script|img|style|b)[\s>]|<!--|href="javascript/i, path)
      assert.doesNotMatch(content, /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u, path)
      // Every tag is one of ours, with attributes of ours between double quotes.
      for (const [tag] of content.matchAll(/<[^>]*>/g))
        assert.match(tag, /^<(?:\/?[a-z][a-z0-9]*(?: [a-z-]+(?:="[^"<>]*")?)*|!doctype html)>$/, path)
    }
  })

  it('stand in the JSON as they are, and break no line of the calendar', () => {
    for (const [i, text] of HOSTILE.entries())
      assert.equal((JSON.parse(hostile.get(`api/hostile-${i}.json`) ?? '') as { provider: { name: string } }).provider.name, text)
    for (const line of (hostile.get('en/changes.ics') ?? '').split('\r\n')) assert.match(line, /^($| |[A-Z-]+[;:])/)
  })

  it('whatever they are: what is put into a template is read back as the same text', () => {
    const read = (markup: string) =>
      markup.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&;amp#39ltg /=`é中') }), (text) => {
        const { markup } = html`<p title="${text}">${[text]}</p>`
        const [, title, content] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/.exec(markup) ?? assert.fail(markup)
        assert.equal(read(title ?? ''), text)
        assert.equal(read(content ?? ''), text)
      }),
    )
  })
})

describe('npm run site', () => {
  const script = join(REPOSITORY, 'scripts/site.mjs')
  const dist = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
  const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args, '--dist', dist], { encoding: 'utf8' })

  it('writes the files, removes pages that are no longer made, and leaves folders of others alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-site-'))
    try {
      const out = join(folder, 'site')
      assert.equal(run(out, '--now', NOW).status, 0)
      assert.equal(readFileSync(join(out, 'en/index.html'), 'utf8'), files.get('en/index.html'))
      assert.equal(readdirSync(join(out, 'api')).length, loadKnowledge().providers.length + 1)
      writeFileSync(join(out, 'en/provider/gone.html'), 'old')
      assert.equal(run(out, '--now', NOW).status, 0)
      assert.ok(!existsSync(join(out, 'en/provider/gone.html')))
      writeFileSync(join(folder, 'letter.txt'), 'mine')
      const refused = run(folder)
      assert.equal(refused.status, 2)
      assert.match(refused.stderr, /holds other files: nothing was written/)
      assert.deepEqual(readdirSync(folder).sort(), ['letter.txt', 'site'])
      assert.equal(run(out, '--now', 'soon').status, 2)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
