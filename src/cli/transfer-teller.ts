// Tells how a transfer goes: a picture on a terminal, a line now and then elsewhere, one JSON object a line for programs, or nothing.

import type { TransferEvent } from '../sesame.ts'
import { bytesIn, numberIn, spanIn } from '../text/amounts.ts'
import { liveLines } from './live-lines.ts'
import type { Invocation } from './spec.ts'
import { type TransferPicture, transferLines } from './transfer-bar.ts'

export interface Teller {
  tell(event: TransferEvent): void
  /** For good, above the picture. */
  say(line: string): void
  paused(paused: boolean): void
  /** What the plan says; folders are counted only as they come. */
  expect(total: TransferPicture['total']): void
  keys(on: boolean): void
  /** Takes the picture away. */
  end(): void
}

const PICTURE_MS = 200
const LINE_MS = 10_000
/** So many refusals are told as they come; the rest is counted, and all are told at the end. */
const TOLD = 5

export function transferTeller(
  { json, options, out, err, text, lang }: Invocation,
  sides: Readonly<Record<'source' | 'target', string>>,
): Teller {
  if (json) return { tell: (event) => out.write(`${JSON.stringify(event)}\n`), say() {}, paused() {}, expect() {}, keys() {}, end() {} }
  const words = text.transfer.live
  const quiet = options.quiet === true
  const live = err.interactive && !quiet
  const many = options.live === true || options['until-still'] === true
  const width = () => process.stderr.columns ?? err.width
  const lines = liveLines(err.write, width)
  let picture: TransferPicture = {
    ...{ phase: 'connect', folder: '', done: { messages: 0, bytes: 0 }, total: { messages: 0, bytes: 0 } },
    ...{ messagesPerSecond: 0, bytesPerSecond: 0, refused: 0, paused: false, keys: false },
  }
  let waitUntil = 0
  let planned = picture.total
  let lastLine = performance.now()
  let timer: NodeJS.Timeout | undefined
  const draw = () => {
    const { waiting } = picture
    const ms = waitUntil - performance.now()
    const now = waiting === undefined || ms <= 0 ? { ...picture, waiting: undefined } : { ...picture, waiting: { ...waiting, ms } }
    lines.show(transferLines(now, { lang, text, width: width(), style: err.style }))
  }
  const begin = () => {
    if (!live || timer !== undefined) return
    timer = setInterval(draw, PICTURE_MS)
    timer.unref()
    draw()
  }
  const say = (line: string) => {
    if (live && timer !== undefined) lines.say([line])
    else err.line(line)
  }
  const change = (more: Partial<TransferPicture>) => {
    picture = { ...picture, ...more }
    begin()
  }
  const plain = () => {
    if (live || quiet || performance.now() - lastLine < LINE_MS) return
    lastLine = performance.now()
    const { folder, done, total, messagesPerSecond, bytesPerSecond } = picture
    const speed = `${words.messages(numberIn(lang, messagesPerSecond))}, ${bytesIn(lang, bytesPerSecond)}/s`
    err.line(words.plain(folder, numberIn(lang, done.messages), numberIn(lang, total.messages), speed))
  }
  return {
    say,
    paused: (paused) => change({ paused }),
    expect(total) {
      planned = total
      picture = { ...picture, total }
    },
    keys: (keys) => change({ keys }),
    end() {
      clearInterval(timer)
      timer = undefined
      if (live) lines.clear()
    },
    tell(event) {
      switch (event.kind) {
        case 'phase':
          change({ phase: event.phase, ...(event.folder !== undefined && { folder: event.folder }) })
          return
        case 'progress': {
          const { kind: _, ...seen } = event
          const total = seen.total.messages >= planned.messages ? seen.total : planned
          const left =
            total === planned && seen.bytesPerSecond > 0 ? ((planned.bytes - seen.done.bytes) / seen.bytesPerSecond) * 1000 : seen.left
          change({ ...seen, total, left, phase: picture.phase === 'wait' || picture.phase === 'settle' ? 'copy' : picture.phase })
          plain()
          return
        }
        case 'waiting': {
          waitUntil = performance.now() + event.ms
          const what = words.why[event.why](sides[event.side])
          change({ waiting: { what, ms: event.ms } })
          if (!live && !quiet && event.ms >= 5_000) err.line(words.waiting(what, spanIn(lang, event.ms)))
          return
        }
        case 'refused':
          change({ refused: picture.refused + 1 })
          if (!quiet && picture.refused <= TOLD) say(words.refusedOne(event.folder, event.uid, event.refusal.said))
          return
        case 'folder':
          if (event.what === 'refused') say(words.folder.refused(event.folder, event.said ?? ''))
          else if (!quiet && event.what === 'renamed') say(words.folder.renamed(event.folder, event.to ?? ''))
          else if (!quiet && (event.what === 'made' || event.what === 'removed')) say(words.folder[event.what](event.to ?? event.folder))
          return
        case 'moved':
          if (!quiet) say(words.moved(numberIn(lang, event.messages), event.folder, event.to))
          return
        case 'pass':
          if (!quiet && many) say(words.pass(event.pass, numberIn(lang, event.changes)))
      }
    },
  }
}
