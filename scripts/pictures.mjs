// Makes the three pictures of the desk for the README anew, on the lab: `node scripts/pictures.mjs [--dist dist] [--lang en]` writes docs/desk-{ask,road,guide}.webp.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { dist, lang } = parseArgs({ options: { dist: { type: 'string', default: 'dist' }, lang: { type: 'string', default: 'en' } } }).values
const { startDesk } = await import(pathToFileURL(resolve(root, dist, 'src/desk.js')).href)
const { deskIn } = await import(pathToFileURL(resolve(root, dist, 'src/text/desk.js')).href)

const WIDTH = 1000
/** What a README may cost. */
const MOST_BYTES = 60_000
const STORY = {
  address: 'marie@icloud.com',
  app: { en: 'outlook classic', fr: 'outlook classique' },
  message: { en: 'The user name or password is incorrect', fr: 'Nom d’utilisateur ou mot de passe incorrect' },
}

/** Playwright takes no WebP by itself; Chromium does. */
async function picture(page, name, first, last) {
  const box = async (selector) => page.locator(selector).first().boundingBox()
  const [top, end] = [await box(first), await box(last)]
  const clip = { x: 0, y: Math.max(0, top.y - 24), width: WIDTH, height: end.y + end.height - top.y + 32, scale: 0.8 }
  const devtools = await page.context().newCDPSession(page)
  const shot = async (quality) => {
    const taken = await devtools.send('Page.captureScreenshot', { format: 'webp', quality, captureBeyondViewport: true, clip })
    return Buffer.from(taken.data, 'base64')
  }
  let bytes = await shot(80)
  for (const quality of [70, 60, 50]) if (bytes.length > MOST_BYTES) bytes = await shot(quality)
  if (bytes.length > MOST_BYTES) throw new Error(`${name} weighs ${bytes.length} bytes`)
  writeFileSync(join(root, 'docs', `${name}.webp`), bytes)
  process.stderr.write(`docs/${name}.webp: ${(bytes.length / 1000).toFixed(1)} kB\n`)
}

const data = mkdtempSync(join(tmpdir(), 'sesame-pictures-'))
const desk = await startDesk({ network: { flags: {}, env: {} }, lab: true, lang, port: 0, data })
const program = process.env.PATH.split(delimiter)
  .map((folder) => join(folder, 'chromium'))
  .find((file) => existsSync(file))
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
try {
  const t = deskIn(lang)
  const context = await browser.newContext({
    locale: lang,
    viewport: { width: WIDTH, height: 4000 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(desk.url)
  await page.getByLabel(t.ask.address).fill(STORY.address)
  await page.getByRole('combobox', { name: t.ask.app }).fill(STORY.app[lang])
  await page.locator('#app-list [role="option"]').first().click()
  await page.getByLabel(t.ask.message).fill(STORY.message[lang])
  await page.locator('h1').click()
  await page.locator('[data-part="picture"] button').waitFor()
  await picture(page, 'desk-ask', 'header.top', 'form.ask .go')

  await page.locator('details.more > summary').click()
  await page.getByLabel(t.ask.password).fill('lab-password-1')
  await page.getByRole('button', { name: t.ask.go }).click()
  await page.locator('.verdict.fault').waitFor()
  await picture(page, 'desk-road', '.case-head', '.because li:nth-child(3)')

  await page.locator('input[data-step]').nth(0).check()
  await page.locator('input[data-step]').nth(1).check()
  await page.locator('.guide h2').click()
  await picture(page, 'desk-guide', '.guide', '.steps li:nth-child(3)')
} finally {
  await browser.close()
  await desk.close()
  rmSync(data, { recursive: true, force: true })
}
