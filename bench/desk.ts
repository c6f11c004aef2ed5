// What the first page of the desk weighs and how soon a person can use it, in Debian's Chromium, beside curl fetching the same page.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { median, medianOf, ms, report, timeCommand } from './measure.ts'

const SESAME = fileURLToPath(new URL('../../sesame.mjs', import.meta.url))
const RUNS = 7
/** What the page may weigh, transferred, before any picture is read; and how soon it must answer. */
const MOST_BYTES = 60_000
const MOST_MS = 1_000

interface Visit {
  readonly bytes: number
  readonly scriptBytes: number
  /** First paint of the content, and the moment from which keys and clicks are answered by the island. */
  readonly paintedMs: number
  readonly usableMs: number
}

/** The desk as its own process on a free port, with a history of its own. */
async function withDesk<T>(work: (url: string) => Promise<T>): Promise<{ value: T; startMs: number }> {
  const data = mkdtempSync(join(tmpdir(), 'sesame-bench-'))
  const started = performance.now()
  const child = spawn(process.execPath, [SESAME, 'web', '--no-open', '--json', '--port', '0', '--data', data, '--lab'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve)
      child.once('close', (code) => reject(new Error(`sesame web ended with ${code}`)))
    })
    const startMs = performance.now() - started
    return { value: await work((JSON.parse(line) as { url: string }).url), startMs }
  } finally {
    child.kill('SIGINT')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}

/** A first visit: nothing in the cache. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    // The key becomes a cookie; what is measured is the page itself.
    await page.goto(url)
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    await network.send('Network.setCacheDisabled', { cacheDisabled: true })
    const kinds = new Map<string, string>()
    let bytes = 0
    let scriptBytes = 0
    network.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type))
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength
      if (kinds.get(requestId) === 'Script') scriptBytes += encodedDataLength
    })
    await page.goto(new URL('/', url).href)
    const usableMs = (await page.waitForFunction(() => document.querySelector('[role="combobox"]') && performance.now())) as unknown as {
      jsonValue(): Promise<number>
    }
    await page.waitForLoadState('networkidle')
    const paintedMs = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN)
    return { bytes, scriptBytes, paintedMs, usableMs: await usableMs.jsonValue() }
  } finally {
    await context.close()
  }
}

/** The same page, fetched and nothing more: what the network and the server cost without a browser. */
function curl(url: string, cookies: string): Promise<number> {
  return timeCommand('curl', ['-s', '--compressed', '-b', cookies, '-o', join(tmpdir(), 'sesame-bench.html'), new URL('/', url).href])
}

async function run(): Promise<void> {
  const folder = (process.env.PATH ?? '').split(delimiter).find((one) => existsSync(join(one, 'chromium')))
  if (folder === undefined) return report('The desk', [['chromium', 'not installed']])
  const { value, startMs } = await withDesk(async (url) => {
    const jar = join(tmpdir(), `sesame-bench-${process.pid}.txt`)
    await timeCommand('curl', ['-s', '-L', '-c', jar, '-o', '/dev/null', url])
    const fetched = await medianOf(RUNS, () => curl(url, jar)).catch(() => Number.NaN)
    rmSync(jar, { force: true })
    const browser = await chromium.launch({ executablePath: join(folder, 'chromium'), args: ['--no-sandbox'] })
    try {
      await visit(browser, url)
      const visits: Visit[] = []
      for (let i = 0; i < RUNS; i++) visits.push(await visit(browser, url))
      return { fetched, visits }
    } finally {
      await browser.close()
    }
  })
  const of = (what: keyof Visit) => median(value.visits.map((one) => one[what]))
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const judged = (good: boolean) => (good ? 'kept' : 'MISSED')
  report(`The desk (median of ${RUNS} first visits)`, [
    ['sesame web, from the command to the first answer', ms(startMs)],
    ['first page, all that is transferred', `${kB(of('bytes'))}  (${judged(of('bytes') < MOST_BYTES)}: under ${kB(MOST_BYTES)})`],
    ['of which scripts', kB(of('scriptBytes'))],
    ['first paint', ms(of('paintedMs'))],
    ['usable', `${ms(of('usableMs'))}  (${judged(of('usableMs') < MOST_MS)}: under ${ms(MOST_MS)})`],
    ['curl, the same page without a browser (peer)', Number.isNaN(value.fetched) ? 'not installed' : ms(value.fetched)],
  ])
}

await run()
