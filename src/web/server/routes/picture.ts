// `/read-picture`: a screenshot comes in, its text goes out; the picture is kept nowhere. As JSON, or line by line with the progress.

import type { Hono } from 'hono'
import { saidIn } from '../../../text/desk-said.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { PICTURE_BYTES } from '../guards.ts'
import type { PictureFault } from '../picture/reader.ts'
import { Problem } from '../problem.ts'

const STATUS: Readonly<Record<PictureFault, 413 | 415 | 504 | 503>> = { 'not-a-picture': 415, 'too-large': 413, 'too-slow': 504, busy: 503 }

export function pictureRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.post('/read-picture', async (c) => {
    const form = await c.req.formData().catch((error: unknown) => {
      throw error instanceof Problem ? error : new Problem(400, 'bad-form')
    })
    const file = form.get('picture')
    if (!(file instanceof File)) throw new Problem(400, 'bad-form')
    if (file.size > PICTURE_BYTES) throw new Problem(413, 'too-large')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const words = saidIn(c.get('lang')).refusals.picture
    if (c.req.header('accept')?.includes('application/x-ndjson')) {
      const body = lines(async (say) => {
        const read = await room.pictures.read(bytes, (progress) => say({ progress }))
        say(read.ok ? { text: read.text } : { error: { code: read.fault, what: words[read.fault] } })
      })
      return c.body(body, 200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
    }
    const read = await room.pictures.read(bytes)
    if (read.ok) return c.json({ text: read.text })
    return c.json({ error: { code: read.fault, what: words[read.fault] } }, STATUS[read.fault])
  })
}

/** One JSON object a line, as they come. */
function lines(work: (say: (value: unknown) => void) => Promise<void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      let open = true
      const say = (value: unknown) => {
        try {
          if (open) controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
        } catch {
          open = false
        }
      }
      await work(say)
      if (open) controller.close()
    },
  })
}
