// How far a transfer is, told at most ten times a second: counts, the rates of the last seconds, and the time that is left.

import type { Count, TransferEvent, TransferListener } from '../journey.ts'

export interface Progress {
  /** What there is to do, once it is known. */
  expect(messages: number, bytes: number): void
  /** Done, in which folder. */
  did(folder: string, messages: number, bytes: number): void
  /** One is done with, because it was refused: it counts as work, not as copied. */
  refused(folder: string, bytes: number): void
  /** The last word. */
  flush(): void
  tell: TransferListener
  readonly done: Count
  /** Of `done`, what arrived. */
  readonly copied: Count
  /** `performance.now()` of the last thing that came to an end. */
  readonly lastMove: number
  /** Waiting by order is not standing still. */
  moved(): void
}

const EVERY_MS = 100
const WINDOW_MS = 5_000

export function transferProgress(listener: TransferListener = () => {}): Progress {
  const done = { messages: 0, bytes: 0 }
  const total = { messages: 0, bytes: 0 }
  const without = { messages: 0, bytes: 0 }
  const marks: { at: number; messages: number; bytes: number }[] = []
  let folder = ''
  let told = Number.NEGATIVE_INFINITY
  let lastMove = performance.now()
  let untold = false
  const tell = (event: TransferEvent) => {
    // A listener that fails must not harm the mail.
    try {
      listener(event)
    } catch {}
  }
  const report = (now: number) => {
    told = now
    untold = false
    marks.push({ at: now, ...done })
    while (marks.length > 2 && now - marks[0]!.at > WINDOW_MS) marks.shift()
    const first = marks[0]!
    const seconds = (now - first.at) / 1000
    const rate = (count: number) => (seconds > 0 ? count / seconds : 0)
    const messagesPerSecond = rate(done.messages - first.messages)
    const bytesPerSecond = rate(done.bytes - first.bytes)
    // Messages and bytes both take time: the slower of the two tells.
    const times = [
      [total.messages - done.messages, messagesPerSecond],
      [total.bytes - done.bytes, bytesPerSecond],
    ].flatMap(([left = 0, speed = 0]) => (speed > 0 ? [(Math.max(0, left) / speed) * 1000] : []))
    const left = times.length > 0 && { left: Math.round(Math.max(...times)) }
    tell({ kind: 'progress', folder, done: { ...done }, total: { ...total }, messagesPerSecond, bytesPerSecond, ...left })
  }
  const did = (name: string, messages: number, bytes: number) => {
    const now = performance.now()
    lastMove = now
    folder = name
    done.messages += messages
    done.bytes += bytes
    untold = true
    if (now - told >= EVERY_MS) report(now)
  }
  return {
    tell,
    done,
    get copied() {
      return { messages: done.messages - without.messages, bytes: done.bytes - without.bytes }
    },
    get lastMove() {
      return lastMove
    },
    moved() {
      lastMove = performance.now()
    },
    expect(messages, bytes) {
      total.messages += messages
      total.bytes += bytes
    },
    did,
    refused(name, bytes) {
      without.messages++
      without.bytes += bytes
      did(name, 1, bytes)
    },
    flush() {
      if (untold) report(performance.now())
    },
  }
}
