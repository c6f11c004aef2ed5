// The log: one line an event, as JSON or as a sentence, to standard error (journald takes it from there) and, if wanted, to a file that never grows without end.

import { chmodSync, closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BridgeEvent } from './shapes.ts'

export interface JournalOptions {
  readonly format: 'json' | 'text'
  /** Null: nothing is written there. */
  readonly stderr: ((line: string) => void) | null
  /** systemd reads a level before the line (sd-daemon(3)). */
  readonly levels: boolean
  readonly file?: string | undefined
  readonly maxBytes: number
  /** Old files that stay beside the one that is written. */
  readonly keep: number
  /** One sentence; null for what need not be said. */
  readonly sentence: (event: BridgeEvent) => string | null
}

export interface Journal {
  write(event: BridgeEvent, at?: Date): void
  /** Logrotate and the like moved the file: it is opened anew. */
  reopen(): void
  close(): void
}

type Level = 'error' | 'warning' | 'info'
const PRIORITY: Readonly<Record<Level, number>> = { error: 3, warning: 4, info: 6 }

/** Never throws once open, whatever the disk does: a log that fails must not end the bridge. Throws what the system says when the file cannot be opened. */
export function openJournal({ format, stderr, levels, file, maxBytes, keep, sentence }: JournalOptions): Journal {
  let out = file === undefined ? null : rotating(file, maxBytes, keep)
  return {
    write(event, at = new Date()) {
      const level = levelOf(event)
      const said = format === 'json' ? JSON.stringify({ at: at.toISOString(), level, ...event }) : sentence(event)
      if (said === null) return
      const line = oneLine(said)
      stderr?.(`${levels ? `<${PRIORITY[level]}>` : ''}${line}\n`)
      out?.write(format === 'json' ? `${line}\n` : `${at.toISOString()} ${level} ${line}\n`)
    },
    reopen() {
      if (file === undefined) return
      out?.close()
      try {
        out = rotating(file, maxBytes, keep)
      } catch {
        out = null
      }
    },
    close: () => out?.close(),
  }
}

export function levelOf(event: BridgeEvent): Level {
  if (event.kind === 'shut' || event.kind === 'renewal-failed')
    return event.shut.kind === 'unavailable' || event.shut.kind === 'throttled' ? 'warning' : 'error'
  if (event.kind === 'mail-failed' || event.kind === 'mail-waits' || event.kind === 'mail-later') return 'warning'
  if (event.kind === 'sent') return event.ok ? 'info' : 'warning'
  if (event.kind === 'reloaded') return event.why === null ? 'info' : 'error'
  if (event.kind === 'notified') return event.by.length > 0 ? 'info' : 'warning'
  return event.kind === 'denied' || event.kind === 'broken' || event.kind === 'old-tls' || event.kind === 'names-left-out'
    ? 'warning'
    : 'info'
}

/** Words of servers and clients are in it: no control character gets out, so that one event stays one line. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

interface Sink {
  write(line: string): void
  close(): void
}

function rotating(file: string, maxBytes: number, keep: number): Sink {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  let handle = open(file)
  let size = fstatSync(handle).size
  let broken = false
  const turn = () => {
    closeSync(handle)
    rmSync(`${file}.${keep}`, { force: true })
    for (let at = keep - 1; at >= 1; at--) move(`${file}.${at}`, `${file}.${at + 1}`)
    if (keep > 0) move(file, `${file}.1`)
    else rmSync(file, { force: true })
    handle = open(file)
    size = 0
  }
  return {
    write(line) {
      const bytes = Buffer.from(line)
      try {
        if (size > 0 && size + bytes.length > maxBytes) turn()
        writeSync(handle, bytes)
        size += bytes.length
        broken = false
      } catch (error) {
        // Once: a full disk is told, not told at each line.
        if (!broken) process.stderr.write(`${file}: ${(error as NodeJS.ErrnoException).code}\n`)
        broken = true
      }
    },
    close() {
      try {
        closeSync(handle)
      } catch {}
    },
  }
}

/** For its owner only, also when it was there before; never through a link that somebody else laid. */
function open(file: string): number {
  const handle = openSync(file, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600)
  if (process.platform === 'win32') chmodSync(file, 0o600)
  else fchmodSync(handle, 0o600)
  return handle
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
