// Screenshots are read on this computer: real pixels drawn by a real browser, in English and French, in a process that has no network at all.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { createPictureReader } from '../../src/web/server/picture/reader.ts'
import { pictureSize } from '../../src/web/server/picture/size.ts'
import { openDesk, type TestDesk } from './desk.ts'
import { openBrowser } from './watched-page.ts'

const MESSAGES = {
  en: 'Cannot get mail. The user name or password for imap.mail.me.com is incorrect.',
  fr: 'Impossible de se connecter. Le nom d’utilisateur ou le mot de passe est incorrect.',
}
const READER = fileURLToPath(new URL('../../src/web/server/picture/reader.js', import.meta.url))

/** Windows as apps show them, light and dark, in the three formats. */
async function pictures(): Promise<Record<string, Uint8Array<ArrayBuffer>>> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 520, height: 180 } })
    const draw = async (text: string, colours: string, type: 'png' | 'jpeg') => {
      await page.setContent(`<body style="margin:24px;${colours};font:18px/1.5 sans-serif"><b>Mail</b><p>${text}</p><button>OK</button>`)
      return new Uint8Array(await page.screenshot({ type }))
    }
    const webp = async (png: Uint8Array) =>
      page.evaluate(async (base64) => {
        const image = new Image()
        image.src = `data:image/png;base64,${base64}`
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = image.width
        canvas.height = image.height
        canvas.getContext('2d')?.drawImage(image, 0, 0)
        return canvas.toDataURL('image/webp').split(',')[1] ?? ''
      }, Buffer.from(png).toString('base64'))
    const en = await draw(MESSAGES.en, 'background:#fff;color:#222', 'png')
    return {
      'en.png': en,
      'fr.jpeg': await draw(MESSAGES.fr, 'background:#222;color:#eee', 'jpeg'),
      'en.webp': new Uint8Array(Buffer.from(await webp(en), 'base64')),
    }
  } finally {
    await browser.close()
  }
}

describe('screenshots', () => {
  let t: TestDesk
  let files: Record<string, Uint8Array<ArrayBuffer>> = {}
  const folder = mkdtempSync(join(tmpdir(), 'sesame-picture-'))
  before(async () => {
    t = await openDesk()
    files = await pictures()
  })
  after(async () => {
    await t.close()
    rmSync(folder, { recursive: true })
  })
  const send = (bytes: Uint8Array<ArrayBuffer>, headers = {}) => {
    const form = new FormData()
    form.set('picture', new File([bytes], 'screen'))
    return t.post('/read-picture', form, headers)
  }

  it('are read in both languages and three formats', async () => {
    for (const [name, bytes] of Object.entries(files)) {
      const answer = await send(bytes)
      assert.equal(answer.status, 200, name)
      const { text } = (await answer.json()) as { text: string }
      const flat = text.replace(/\s+/g, ' ').replace(/[’‘]/g, "'")
      assert.match(
        flat,
        name.startsWith('en')
          ? /user name or password for imap\.mail\.me\.com is incorrect/
          : /nom d'utilisateur ou le mot de passe est incorrect/,
        name,
      )
    }
  })

  it('tell how far they are to who asks for it', async () => {
    const answer = await send(files['en.png'] ?? assert.fail(), { accept: 'application/x-ndjson' })
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { progress?: number; text?: string })
    assert.match(lines.at(-1)?.text ?? '', /incorrect/)
    const shares = lines.flatMap(({ progress }) => progress ?? [])
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    )
  })

  it('what is no picture, lies about its size or is broken is refused, and the next one is read', async () => {
    const png = files['en.png'] ?? assert.fail()
    const huge = png.slice()
    new DataView(huge.buffer).setUint32(16, 100_000)
    new DataView(huge.buffer).setUint32(20, 100_000)
    for (const [bytes, status] of [
      [new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415],
      [new Uint8Array(0), 415],
      [huge, 413],
      [png.slice(0, 200), 415],
    ] as const)
      assert.equal((await send(bytes as Uint8Array<ArrayBuffer>)).status, status)
    assert.equal((await send(png)).status, 200)
  })

  it('takes too long: ended, and the next one is read by a fresh engine', async () => {
    const reader = createPictureReader({ timeMs: 1 })
    try {
      assert.deepEqual(await reader.read(files['en.png'] ?? assert.fail()), { ok: false, fault: 'too-slow' })
    } finally {
      await reader.close()
    }
  })

  it('no network is asked: sockets, names and fetch all throw, in the process and in its workers', async () => {
    const [blocked, asked] = [join(folder, 'blocked.cjs'), join(folder, 'asked')]
    writeFileSync(
      blocked,
      `const no = (what) => () => { require('node:fs').appendFileSync(${JSON.stringify(asked)}, what + '\\n'); throw new Error('no network: ' + what) }
       require('node:net').Socket.prototype.connect = no('socket')
       for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) require('node:dns')[name] = no('dns')
       for (const name of ['http', 'https']) { const m = require('node:' + name); m.request = no(name); m.get = no(name) }
       globalThis.fetch = no('fetch')`,
    )
    writeFileSync(join(folder, 'screen.jpeg'), files['fr.jpeg'] ?? assert.fail())
    const read = await without(
      blocked,
      `import { readFileSync } from 'node:fs'
       const { createPictureReader } = await import(${JSON.stringify(READER)})
       const reader = createPictureReader()
       const read = await reader.read(new Uint8Array(readFileSync(${JSON.stringify(join(folder, 'screen.jpeg'))})))
       await reader.close()
       process.stdout.write(JSON.stringify(read))`,
    )
    assert.match(read, /mot(?: |\\n)de passe est incorrect/)
    assert.ok(!existsSync(asked), 'a network was asked')
    // The block itself holds, also in a worker of a child.
    await without(
      blocked,
      `import { fork } from 'node:child_process'
       import { writeFileSync } from 'node:fs'
       writeFileSync('child.mjs', "new (await import('node:worker_threads')).Worker('fetch(1)', { eval: true }).on('error', () => {})")
       await new Promise((done) => fork('child.mjs', { execArgv: [] }).on('exit', done))`,
    )
    assert.ok(existsSync(asked), 'the block does not reach the workers')
  })

  it('the size of any bytes is read or is null, never thrown at', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void pictureSize(bytes)))
    for (const [name, bytes] of Object.entries(files)) {
      assert.deepEqual(pictureSize(bytes), { type: name.split('.')[1], width: 520, height: 180 })
      for (let length = 0; length < 64; length++) pictureSize(bytes.slice(0, length))
    }
  })
})

/** What a program of its own prints, with `blocked` loaded before it and before everything that it starts. */
function without(blocked: string, program: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: dirname(blocked),
    env: { ...process.env, NODE_OPTIONS: `--require ${blocked}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  return new Promise((resolve) => child.on('close', () => resolve(out)))
}
