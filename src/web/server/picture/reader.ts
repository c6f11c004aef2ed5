// Reads the text of a screenshot on this computer: engine and language data come from packages, no network is ever asked. Starts with the first picture, ends when idle.

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FromEngine } from './engine.ts'
import { pictureSize } from './size.ts'

export type PictureFault = 'not-a-picture' | 'too-large' | 'too-slow' | 'busy'
export type PictureText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: PictureFault }

export interface PictureReader {
  /** `progress` hears a share from 0 to 1. Never throws. */
  read(bytes: Uint8Array, progress?: (share: number) => void): Promise<PictureText>
  close(): Promise<void>
}

export interface PictureLimits {
  readonly idleMs?: number
  readonly timeMs?: number
}

interface Engine {
  readonly process: ChildProcess
  readonly folder: string
}

const PIXELS = 40_000_000
/** One is read, these wait. */
const WAITING = 3
const ENGINE = fileURLToPath(new URL('./engine.js', import.meta.url))

export function createPictureReader({ idleMs = 60_000, timeMs = 45_000 }: PictureLimits = {}): PictureReader {
  let engine: Promise<Engine> | null = null
  let idle: NodeJS.Timeout | undefined
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()

  const end = async () => {
    clearTimeout(idle)
    const ending = engine
    engine = null
    await ending?.then(stopEngine, () => {})
  }

  const readNow = async (bytes: Uint8Array, progress: (share: number) => void): Promise<PictureText> => {
    clearTimeout(idle)
    try {
      engine ??= startEngine()
      const text = await ask((await engine).process, bytes, progress, timeMs)
      idle = setTimeout(() => void end(), idleMs)
      idle.unref()
      return { ok: true, text: tidy(text) }
    } catch (error) {
      // After a picture that it could not read, or had to leave, the engine's state is anybody's guess.
      await end()
      return { ok: false, fault: error === SLOW ? 'too-slow' : 'not-a-picture' }
    }
  }

  return {
    async read(bytes, progress = () => {}) {
      const size = pictureSize(bytes)
      if (size === null || size.width === 0 || size.height === 0) return { ok: false, fault: 'not-a-picture' }
      if (size.width * size.height > PIXELS) return { ok: false, fault: 'too-large' }
      if (waiting > WAITING) return { ok: false, fault: 'busy' }
      waiting++
      const mine = turn.then(() => readNow(bytes, progress))
      turn = mine
      return mine.finally(() => waiting--)
    },
    close: end,
  }
}

async function startEngine(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'sesame-picture-'))
  const child = fork(ENGINE, [folder], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  // A line that breaks is heard by whoever asks; between two pictures by nobody.
  child.on('error', () => {})
  child.unref()
  child.channel?.unref()
  return { process: child, folder }
}

async function stopEngine({ process: child, folder }: Engine): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.ref()
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  await rm(folder, { recursive: true, force: true }).catch(() => {})
}

const SLOW = new Error('the picture takes too long')

/** Rejects with SLOW after the time, with another error when the engine cannot read it or dies. */
function ask(child: ChildProcess, bytes: Uint8Array, progress: (share: number) => void, timeMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const over = (say: () => void) => {
      clearTimeout(timer)
      child.off('message', hear).off('exit', dead)
      say()
    }
    const hear = (message: FromEngine) => {
      if ('progress' in message) return progress(message.progress)
      const { text } = message
      over(() => (text === null ? reject(new Error('unreadable')) : resolve(text)))
    }
    const dead = () => over(() => reject(new Error('the engine ended')))
    const timer = setTimeout(() => over(() => reject(SLOW)), timeMs)
    child.on('message', hear).on('exit', dead)
    if (child.exitCode !== null || child.signalCode !== null) return dead()
    child.send(bytes, (error) => error !== null && dead())
  })
}

/** Lines without a letter or digit are frames and icons. */
function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .join('\n')
    .slice(0, 8_000)
}
