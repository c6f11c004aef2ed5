// A place for records that goes when the test ends, and a person who works there.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SesameError } from '../../src/model/errors.ts'

export const TODAY = '2026-11-22'

export interface RecordsPlace {
  readonly request: { readonly folder: string; readonly env: Readonly<Record<string, string>>; readonly by: string; readonly now: string }
  everyByte(): string
  close(): void
}

export function recordsPlace(): RecordsPlace {
  const root = mkdtempSync(join(tmpdir(), 'sesame-records-'))
  const folder = join(root, 'data')
  return {
    request: { folder, env: {}, by: 'Claire', now: TODAY },
    everyByte: () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n'),
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}

export const code = (wanted: string) => (error: unknown) => error instanceof SesameError && error.code === wanted
