// One program at a time writes a backup; the lock dies with it.

import { closeSync, openSync } from 'node:fs'
import { SesameError } from '../../../model/errors.ts'
import { locked } from '../../../store/lock.ts'
import { ownFile } from './backup.ts'
import { errnoOf, unwritable } from './disk-trouble.ts'

const TIMEOUT_MS = 1_500
/** Of this process. */
const held = new Set<string>()

/** Throws `lock-busy` when somebody else writes, `backup-unwritable` where nobody may. Gives what to call at the end. */
export async function onlyOne(root: string): Promise<() => Promise<void>> {
  const file = ownFile(root, 'lock')
  if (held.has(file)) throw new SesameError('lock-busy', { file: root })
  try {
    closeSync(openSync(file, 'a', 0o600))
  } catch (error) {
    throw unwritable(file, error)
  }
  held.add(file)
  let release: () => void = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  let over: Promise<void> | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      over = locked(
        file,
        () => {
          resolve()
          return until
        },
        { timeoutMs: TIMEOUT_MS, about: root },
      )
      over.catch(reject)
    })
  } catch (error) {
    held.delete(file)
    throw error instanceof SesameError && error.code === 'lock-busy'
      ? error
      : new SesameError('backup-unwritable', { file, why: whyOf(error) }, error)
  }
  return async () => {
    release()
    await over
    held.delete(file)
  }
}

function whyOf(error: unknown): string | number {
  return error instanceof SesameError ? (error.args.why ?? error.code) : errnoOf(error)
}
