// Where the records of this desk lie, and what is said when something about them is refused.

import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import type { RecordsRequest } from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { textIn } from '../../../text/index.ts'
import type { DeskRoom } from '../desk.ts'
import { Problem } from '../problem.ts'

export const recordsOf = (room: DeskRoom): RecordsRequest => ({ folder: room.data, env: room.network.env })

export interface RecordFault {
  readonly field: string
  readonly what: string
  readonly next: string
  /** What was typed looks like a secret: nothing of it goes back to the page. */
  readonly secret: boolean
}

/** What people are told beside the form. What is unknown is thrown on. */
export function faultOf(error: unknown, lang: Lang): RecordFault {
  if (!(error instanceof SesameError)) throw error
  if (error.code === 'record-conflict') return { field: '', ...recordsOnDesk(lang).checklists.stale, secret: false }
  const { what, next } = textIn(lang).error(error.code, error.args)
  const field = typeof error.args.field === 'string' ? (error.args.field.split('.').at(-1) ?? '') : ''
  return { field, what, next, secret: error.code === 'record-secret' }
}

/** What is not there is a page that is not there. */
export async function found<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof SesameError && /^(sheet|record|checklist)-unknown$/.test(error.code)) throw new Problem(404, 'not-found')
    throw error
  }
}
