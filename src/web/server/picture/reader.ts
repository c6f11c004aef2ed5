// Reads the text of a screenshot on this computer: engine and language data come from packages, no network is ever asked. Starts with the first picture, ends when idle.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Worker } from 'tesseract.js'
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

const PIXELS = 40_000_000
/** One is read, these wait. */
const WAITING = 3
const LANGUAGES = ['eng', 'fra'] as const
/** Tesseract's neural engine alone; its older one has no data here. */
const LSTM_ONLY = 1

export function createPictureReader({ idleMs = 60_000, timeMs = 45_000 }: PictureLimits = {}): PictureReader {
  let worker: Promise<Worker> | null = null
  let idle: NodeJS.Timeout | undefined
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()
  let hear: (share: number) => void = () => {}

  const end = async () => {
    clearTimeout(idle)
    const ending = worker
    worker = null
    await ending?.then((one) => one.terminate()).catch(() => {})
  }

  const readNow = async (bytes: Uint8Array, progress: (share: number) => void): Promise<PictureText> => {
    clearTimeout(idle)
    hear = progress
    worker ??= startWorker((share) => hear(share))
    const { text, slow } = await within(
      timeMs,
      worker.then((one) => one.recognize(Buffer.from(bytes))).then(({ data }) => data.text),
    ).catch(() => ({ text: null, slow: false }))
    // After a picture that it could not read, or had to leave, the engine's state is anybody's guess.
    if (text === null) void end()
    else {
      idle = setTimeout(() => void end(), idleMs)
      idle.unref()
    }
    if (text === null) return { ok: false, fault: slow ? 'too-slow' : 'not-a-picture' }
    return { ok: true, text: tidy(text) }
  }

  return {
    async read(bytes, progress = () => {}) {
      const size = pictureSize(bytes)
      if (size === null || size.width === 0 || size.height === 0) return { ok: false, fault: 'not-a-picture' }
      if (size.width * size.height > PIXELS) return { ok: false, fault: 'too-large' }
      if (waiting > WAITING) return { ok: false, fault: 'busy' }
      waiting++
      const mine = turn.then(() => readNow(bytes, progress))
      turn = mine.catch(() => {})
      return mine.finally(() => waiting--)
    },
    close: end,
  }
}

/** With the data in hand the engine has nothing to fetch, and nothing to store. */
async function startWorker(progress: (share: number) => void): Promise<Worker> {
  const [{ createWorker }, ...data] = await Promise.all([import('tesseract.js'), ...LANGUAGES.map(languageData)])
  return createWorker(
    LANGUAGES.map((code, i) => ({ code, data: data[i] })),
    LSTM_ONLY,
    {
      cacheMethod: 'none',
      logger: (message) => {
        if (message.status === 'recognizing text') progress(message.progress)
      },
      // Without it the package throws into nowhere, and the desk would end.
      errorHandler: () => {},
    },
  )
}

async function languageData(code: string): Promise<Buffer> {
  const main = createRequire(import.meta.url).resolve(`@tesseract.js-data/${code}`)
  return readFile(join(dirname(main), '4.0.0_best_int', `${code}.traineddata.gz`))
}

async function within(ms: number, work: Promise<string>): Promise<{ readonly text: string | null; readonly slow: boolean }> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<{ text: null; slow: true }>((resolve) => {
    timer = setTimeout(() => resolve({ text: null, slow: true }), ms)
  })
  try {
    return await Promise.race([work.then((text) => ({ text, slow: false })), late])
  } finally {
    clearTimeout(timer)
  }
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
