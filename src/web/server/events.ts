// A case, or a sign-in, as server-sent events: the whole view at once and after every change, so that a page that lost the line is right again with the first one.

import type { Lang } from '../../model/lang.ts'
import type { DeskEvent } from '../view.ts'
import type { Run } from './run.ts'

/** Silence that a proxy or a sleeping browser might take for the end. */
const HEARTBEAT_MS = 15_000
/** Facts come in bursts: one view for all that came meanwhile. */
const GATHER_MS = 40
/** Open lines of one case; the oldest gives way. */
const LINES = 8

const open = new WeakMap<object, Set<() => void>>()

export interface ViewSource {
  /** Counts every change. */
  readonly version: () => number
  /** Hears of every change; returns what ends it. */
  readonly listen: (changed: () => void) => () => void
  readonly event: () => Promise<unknown>
}

export function eventStream(run: Run, lang: Lang): ReadableStream<Uint8Array> {
  const event = async (): Promise<DeskEvent> => ({ kind: 'view', view: await run.view(lang) })
  return viewStream(run, { version: () => run.version, listen: run.listen, event })
}

/** `Last-Event-ID` needs no answer of its own: nothing of the past is missing in a whole view. */
export function viewStream(owner: object, source: ViewSource): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const lines = open.get(owner) ?? new Set()
  open.set(owner, lines)
  let end = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let sent = 0
      let waiting: NodeJS.Timeout | undefined
      let over = false
      const write = (text: string) => {
        if (over) return
        try {
          controller.enqueue(encoder.encode(text))
        } catch {
          end()
        }
      }
      const send = async () => {
        waiting = undefined
        const version = source.version()
        if (version === sent || over) return
        // Whoever reads slowly gets the newest, not all of them, and none is made in vain.
        if (controller.desiredSize !== null && controller.desiredSize < -4) return later()
        const event = await source.event()
        sent = version
        write(`id: ${version}\ndata: ${JSON.stringify(event)}\n\n`)
        if (source.version() !== version) later()
      }
      const later = () => {
        waiting ??= setTimeout(() => void send().catch(() => end()), GATHER_MS)
      }
      const deaf = source.listen(later)
      const heart = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
      heart.unref()
      end = () => {
        if (over) return
        over = true
        deaf()
        clearInterval(heart)
        clearTimeout(waiting)
        lines.delete(end)
        try {
          controller.close()
        } catch {
          // The reader has gone already.
        }
      }
      lines.add(end)
      if (lines.size > LINES) [...lines][0]?.()
      write('retry: 2000\n\n')
      void send().catch(() => end())
    },
    cancel: () => end(),
  })
}

/** The case is deleted: its pages hear the end of the line, ask again, and are told that it is gone. */
export function endEvents(run: Run): void {
  for (const end of open.get(run) ?? []) end()
}
