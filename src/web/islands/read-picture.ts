// Sends a picture to this computer's own reader and brings its text back, with the progress of the way there. XMLHttpRequest: fetch has no progress of what is sent.

import type { LiveText } from '../../text/desk-live-en.ts'

export type PictureError = keyof LiveText['picture']['errors']
export type PictureRead = { readonly text: string } | { readonly error: PictureError } | { readonly cancelled: true }

export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp']
export const MOST_BYTES = 8 * 1024 * 1024
/** The server gives up before; this is for a server that hangs. */
const LONGEST_MS = 90_000

/** What is wrong with the files before anything is sent; null when they can be tried. */
export function refusePictures(files: readonly { readonly type: string; readonly size: number }[]): PictureError | null {
  const [file] = files
  if (file === undefined) return 'type'
  if (files.length > 1) return 'many'
  if (!PICTURE_TYPES.includes(file.type)) return 'type'
  return file.size > MOST_BYTES ? 'size' : null
}

/** What a status means to the person. 0 is no answer at all. */
export function errorOfStatus(status: number): PictureError {
  if (status === 0) return 'stopped'
  if (status === 413) return 'size'
  if (status === 415) return 'type'
  if (status === 408 || status === 504) return 'slow'
  if (status === 429 || status === 503) return 'busy'
  return 'failed'
}

/** `sent` hears a share from 0 to 1. Never rejects. */
export function readPicture(file: File, signal: AbortSignal, sent: (share: number) => void): Promise<PictureRead> {
  const request = new XMLHttpRequest()
  request.open('POST', '/read-picture')
  request.setRequestHeader('accept', 'application/json')
  request.timeout = LONGEST_MS
  request.responseType = 'json'
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) sent(event.loaded / event.total)
  })
  request.upload.addEventListener('load', () => sent(1))
  signal.addEventListener('abort', () => request.abort())
  const body = new FormData()
  body.append('picture', file)
  return new Promise((resolve) => {
    request.addEventListener('abort', () => resolve({ cancelled: true }))
    request.addEventListener('timeout', () => resolve({ error: 'slow' }))
    request.addEventListener('error', () => resolve({ error: 'stopped' }))
    request.addEventListener('load', () => {
      const text = request.status === 200 ? (request.response as { text?: unknown } | null)?.text : undefined
      if (typeof text !== 'string') return resolve({ error: errorOfStatus(request.status) })
      resolve(text.trim() === '' ? { error: 'empty' } : { text: text.trim() })
    })
    request.send(body)
  })
}
