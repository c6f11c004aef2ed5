// The built files of the browser part: found by their source name in the manifest, read once, served compressed and for ever.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

export interface Asset {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Absent where it would not be smaller. */
  readonly gzip: Uint8Array<ArrayBuffer> | null
  readonly etag: string
}

export interface Assets {
  /** The path for a browser, with the hash in it; null when it was not built. */
  path(name: string): string | null
  /** By path; only files that were there at the start, whatever the path says. */
  file(path: string): Asset | undefined
}

/** Beside the built program: `dist/web` for `dist/src/web/server/assets.js`. */
const BUILT = fileURLToPath(new URL('../../../web', import.meta.url))
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  json: 'application/json',
}

export function openAssets(folder: string = BUILT): Assets {
  const manifest = readManifest(join(folder, 'manifest.json'))
  const files = new Map(listed(join(folder, 'assets')).map((file) => [`/assets/${file}`, join(folder, 'assets', file)]))
  const read = new Map<string, Asset>()
  return {
    path: (name) => manifest[name] ?? null,
    file(path) {
      const file = files.get(path)
      const known = read.get(path)
      if (file === undefined || known !== undefined) return known
      const asset = readAsset(file)
      read.set(path, asset)
      return asset
    },
  }
}

function readManifest(file: string): Readonly<Record<string, string>> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
}

function listed(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(join(folder, file)).isFile())
}

function readAsset(file: string): Asset {
  const bytes = new Uint8Array(readFileSync(file))
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  const small = /^(text|application\/json|image\/svg)/.test(type) ? new Uint8Array(gzipSync(bytes, { level: 9 })) : null
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  return { type, bytes, gzip: small !== null && small.length < bytes.length ? small : null, etag }
}
