// Sends a picture to this computer's own reader and brings its text back, with the progress of both ways. XMLHttpRequest: fetch has no progress of what is sent.

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

const FAULTS: Readonly<Record<string, PictureError>> = { 'not-a-picture': 'type', 'too-large': 'size', 'too-slow': 'slow', busy: 'busy' }

/** What the reader has said so far, one JSON object a line: how far it is, and the end of it. Never throws. */
export function saidSoFar(lines: string): { readonly share: number; readonly read: PictureRead | null } {
  let share = 0
  // The last line may still be on its way.
  for (const line of lines.slice(0, lines.lastIndexOf('\n') + 1).split('\n')) {
    const said = objectOf(line)
    if (typeof said.progress === 'number') share = Math.min(1, Math.max(share, said.progress))
    if (typeof said.text === 'string') return { share: 1, read: said.text.trim() === '' ? { error: 'empty' } : { text: said.text.trim() } }
    if (typeof said.error === 'object')
      return { share: 1, read: { error: FAULTS[String((said.error as { code?: unknown } | null)?.code)] ?? 'failed' } }
  }
  return { share, read: null }
}

function objectOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(line)
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Both hear a share from 0 to 1. */
export interface PictureProgress {
  sent(share: number): void
  read(share: number): void
}

/** Never rejects. */
export function readPicture(file: File, signal: AbortSignal, progress: PictureProgress): Promise<PictureRead> {
  const request = new XMLHttpRequest()
  request.open('POST', '/read-picture')
  request.setRequestHeader('accept', 'application/x-ndjson, application/json')
  request.timeout = LONGEST_MS
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) progress.sent(event.loaded / event.total)
  })
  request.upload.addEventListener('load', () => progress.sent(1))
  request.addEventListener('progress', () => {
    if (request.status === 200) progress.read(saidSoFar(request.responseText).share)
  })
  signal.addEventListener('abort', () => request.abort())
  const body = new FormData()
  body.append('picture', file)
  return new Promise((resolve) => {
    request.addEventListener('abort', () => resolve({ cancelled: true }))
    request.addEventListener('timeout', () => resolve({ error: 'slow' }))
    request.addEventListener('error', () => resolve({ error: 'stopped' }))
    request.addEventListener('load', () => {
      const end = request.status === 200 ? saidSoFar(`${request.responseText}\n`).read : { error: errorOfStatus(request.status) }
      resolve(end ?? { error: 'failed' })
    })
    request.send(body)
  })
}
