// The site in a real browser: no violation of axe's rules, no sideways scrolling from 320 pixels on, in light, dark and on paper, without a single request elsewhere.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { siteOf } from '../../src/site/site.ts'
import { brokenRules, openBrowser } from '../web/watched-page.ts'
import { hostileKnowledge } from './world.ts'

const PAGES = [
  'index.html',
  'en/index.html',
  'fr/apps.html',
  'en/changes.html',
  'fr/provider/m365.html',
  'en/provider/outlook-com.html',
  'en/provider/icloud.html',
  'fr/provider/tuta.html',
]
const VIEWS = [
  { width: 320, colorScheme: 'light' },
  { width: 800, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

/** Rows of a table are alike: some of them, and every provider whose page is looked at, show what all would. */
function fewer(): Knowledge {
  const knowledge = loadKnowledge()
  const looked = knowledge.providers.filter(({ id }) => PAGES.some((path) => path.endsWith(`/${id}.html`)))
  const policies = knowledge.policies.filter(({ providers }) => providers.every((id) => looked.some((p) => p.id === id)))
  const providers = [...new Set([...looked, ...knowledge.providers.slice(0, 25)])]
  return { ...knowledge, providers, policies, clients: knowledge.clients.slice(0, 25) }
}

describe('in a browser', () => {
  let browser: Browser
  const folder = mkdtempSync(join(tmpdir(), 'sesame-browser-'))
  const write = (name: string, files: ReadonlyMap<string, string>) => {
    for (const [path, content] of files) {
      const file = join(folder, name, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }
  before(async () => {
    write('site', siteOf(fewer(), '2026-11-22'))
    write('hostile', siteOf(hostileKnowledge(), '2026-11-22'))
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  interface View {
    readonly width: number
    readonly colorScheme: 'light' | 'dark'
  }
  interface Seen {
    readonly path: string
    readonly sideways: number
    readonly dialogs: readonly string[]
    /** Requests to anywhere but the folder. */
    readonly asked: readonly string[]
    readonly violations: readonly string[]
  }

  /** One page after the other. Axe is run beside the page, whose own policy allows no script at all. */
  async function look(
    paths: readonly string[],
    { width, colorScheme }: View,
    media: 'screen' | 'print' = 'screen',
  ): Promise<readonly Seen[]> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
    try {
      const page = await context.newPage()
      await page.emulateMedia({ media, colorScheme })
      let asked: string[] = []
      let dialogs: string[] = []
      page.on('request', (request) => void (/^(file|data):/.test(request.url()) || asked.push(request.url())))
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      const seen: Seen[] = []
      for (const path of paths) {
        asked = []
        dialogs = []
        await page.goto(pathToFileURL(join(folder, path)).href)
        const sideways: number = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        seen.push({ path, sideways, dialogs, asked, violations: await brokenRules(page) })
      }
      return seen
    } finally {
      await context.close()
    }
  }

  const good = (paths: readonly string[]) => paths.map((path) => ({ path, sideways: 0, dialogs: [], asked: [], violations: [] }))

  for (const view of VIEWS)
    it(`${view.width} pixels wide, ${view.colorScheme}`, async () => {
      const paths = PAGES.map((path) => `site/${path}`)
      assert.deepEqual(await look(paths, view), good(paths))
    })

  it('on paper', async () => {
    const paths = ['site/en/provider/icloud.html']
    assert.deepEqual(await look(paths, { width: 720, colorScheme: 'dark' }, 'print'), good(paths))
  })

  it('with the names of somebody who means harm', async () => {
    const paths = ['hostile/en/index.html', 'hostile/fr/provider/hostile-1.html', 'hostile/en/changes.html', 'hostile/fr/apps.html']
    assert.deepEqual(await look(paths, { width: 800, colorScheme: 'light' }), good(paths))
  })
})
