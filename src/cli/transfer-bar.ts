// The picture of a transfer under way, fitted to the width of the window: a bar, how far, how fast, how long still, what was refused. Pure.

import type { Lang } from '../model/lang.ts'
import type { Count, Phase } from '../sesame.ts'
import { bytesIn, numberIn, spanIn } from '../text/amounts.ts'
import type { Text } from '../text/index.ts'
import { columns, type Style } from './terminal.ts'

export interface TransferPicture {
  readonly phase: Phase
  readonly folder: string
  readonly done: Count
  readonly total: Count
  readonly messagesPerSecond: number
  readonly bytesPerSecond: number
  /** Milliseconds. */
  readonly left?: number | undefined
  readonly refused: number
  /** What it waits for, in words, and how long still. */
  readonly waiting?: { readonly what: string; readonly ms: number } | undefined
  readonly paused: boolean
  /** Keys are listened to. */
  readonly keys: boolean
}

const WIDEST_BAR = 30
const NARROWEST_BAR = 8

/** Two lines, none wider than `width`. */
export function transferLines(
  p: TransferPicture,
  { lang, text, width, style }: { lang: Lang; text: Text; width: number; style: (style: Style, text: string) => string },
): string[] {
  const words = text.transfer.live
  const room = Math.max(20, width - 1)
  const share = p.total.messages === 0 ? 0 : Math.min(1, shareOf(p))
  const percent = `${numberIn(lang, Math.floor(share * 100))}${lang === 'fr' ? '\u00a0' : ''}%`
  const count = `${numberIn(lang, p.done.messages)}/${numberIn(lang, p.total.messages)}`
  const volume = `${bytesIn(lang, p.done.bytes)} / ${bytesIn(lang, p.total.bytes)}`
  const refused = p.refused > 0 ? style('yellow', words.refused(p.refused)) : ''
  const known = p.total.messages > 0
  const top = known ? fitted([percent, count, refused, volume], room - NARROWEST_BAR - 3) : ''
  const bar = Math.min(WIDEST_BAR, room - columns(top) - 3)
  const full = Math.round(share * bar)
  const first = known
    ? `[${style(p.paused ? 'yellow' : 'cyan', '█'.repeat(full))}${style('dim', '░'.repeat(bar - full))}] ${top}`
    : cut(words.phase[p.phase], room)

  const state = p.paused
    ? style('yellow', words.paused)
    : p.waiting !== undefined
      ? style('yellow', words.waiting(p.waiting.what, spanIn(lang, p.waiting.ms)))
      : p.left !== undefined && p.phase === 'copy'
        ? words.left(spanIn(lang, p.left))
        : known
          ? words.phase[p.phase]
          : ''
  const speed =
    p.paused || p.waiting !== undefined || p.messagesPerSecond === 0
      ? []
      : [words.messages(numberIn(lang, p.messagesPerSecond, p.messagesPerSecond < 10 ? 1 : 0)), `${bytesIn(lang, p.bytesPerSecond)}/s`]
  const keys = p.keys ? style('dim', words.keys(p.paused)) : ''
  // In the order of what people want to know; shown in the order of reading.
  const folder = p.folder === '' ? '' : cut(p.folder, Math.max(12, Math.floor(room / 3)))
  const parts = [state, folder, ...speed, keys].filter((part) => part !== '')
  const kept = keptOf(parts, room)
  const second = [folder, ...speed, state, keys].filter((part) => part !== '' && kept.includes(part)).join(' · ')
  return second === '' ? [first] : [first, second]
}

/** By bytes, because large messages take the time; by messages where bytes are not known. */
function shareOf({ done, total }: TransferPicture): number {
  return total.bytes > 0 ? done.bytes / total.bytes : done.messages / total.messages
}

function fitted(parts: readonly string[], room: number): string {
  return keptOf(
    parts.filter((part) => part !== ''),
    room,
    '  ',
  ).join('  ')
}

function keptOf(parts: readonly string[], room: number, between = ' · '): string[] {
  const kept: string[] = []
  for (const part of parts) if (columns([...kept, part].join(between)) <= room) kept.push(part)
  return kept.length > 0 ? kept : [cut(parts[0] ?? '', room)]
}

function cut(text: string, width: number): string {
  if (columns(text) <= width) return text
  let kept = ''
  for (const char of text) {
    if (columns(kept + char) > width - 1) break
    kept += char
  }
  return `${kept}…`
}
