// The text engine as a process of its own: whatever a hostile picture does to it, the desk goes on. Speaks with reader.ts over the line of `fork`.

import { rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createWorker } from 'tesseract.js'

/** To the engine: the bytes of one picture. From it, any number of shares, then the text; null when it could not be read. */
export type FromEngine = { readonly progress: number } | { readonly text: string | null }

const LANGUAGES = ['eng', 'fra']
/** Tesseract's neural engine alone; its older one has no data here. */
const LSTM_ONLY = 1

/** Both languages must lie in one folder; named as a path of the disk, nothing is ever fetched. */
async function gather(folder: string): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  for (const code of LANGUAGES) {
    const file = `${code}.traineddata.gz`
    await copyFile(join(dirname(resolve(`@tesseract.js-data/${code}`)), '4.0.0_best_int', file), join(folder, file))
  }
}

const say = (message: FromEngine) => process.send?.(message)
const folder = process.argv[2] ?? '.'
const starting = gather(folder).then(() =>
  createWorker(LANGUAGES, LSTM_ONLY, {
    langPath: folder,
    cacheMethod: 'none',
    logger: (message) => {
      if (message.status === 'recognizing text') say({ progress: message.progress })
    },
    errorHandler: () => {},
  }),
)

process.on('message', (bytes: Uint8Array) => {
  starting
    .then((worker) => worker.recognize(Buffer.from(bytes)))
    .then(
      ({ data }) => say({ text: data.text }),
      () => say({ text: null }),
    )
})
// Without the desk there is nobody to read for, nor to clean up.
process.on('disconnect', () => {
  // A file that is being copied this instant may appear after the folder was emptied: it is emptied again.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  process.exit()
})
