// Judging saved cases, one or thousands, in order, without a network.

import { diagnose as judgeCase } from '../diagnose/index.ts'
import { loadKnowledge } from '../knowledge/load.ts'
import type { Case } from '../model/case.ts'
import type { Diagnosis } from '../model/diagnosis.ts'
import { SesameError } from '../model/errors.ts'
import { checkCase, parseCase, type ReadCase } from './case-file.ts'

export type Judged =
  | { readonly ok: true; readonly case: Case; readonly diagnosis: Diagnosis }
  | { readonly ok: false; readonly line: number; readonly id?: string; readonly why: string }

/** A whole document larger than this must be given as JSON Lines. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024

/** Judges what `lines` hold, lazily and in order. Throws `case-invalid` only when the whole is neither JSON nor JSON Lines. */
export async function* diagnoseLines(lines: AsyncIterable<string>, now?: string): AsyncGenerator<Judged> {
  const knowledge = loadKnowledge()
  const judge = (read: ReadCase, line: number): Judged => {
    if (!read.ok) return { ok: false, line, why: read.why, ...(read.id !== undefined && { id: read.id }) }
    const subject = now === undefined || read.case.date !== undefined ? read.case : { ...read.case, date: now }
    return { ok: true, case: subject, diagnosis: judgeCase(knowledge, subject) }
  }
  let number = 0
  let mode: 'unknown' | 'lines' | 'document' = 'unknown'
  let text = ''
  for await (const line of lines) {
    number++
    if (mode !== 'document' && line.trim() === '') continue
    // JSON Lines when the first line is a whole object; otherwise one document spread over lines.
    if (mode === 'unknown') mode = isWhole(line) ? 'lines' : 'document'
    if (mode === 'lines') yield judge(parseCase(line), number)
    else {
      text += `${line}\n`
      if (text.length > DOCUMENT_LIMIT)
        throw new SesameError('case-invalid', { where: `line ${number}`, why: 'the document is too large; give one case a line' })
    }
  }
  if (mode !== 'document') return
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new SesameError('case-invalid', { where: 'line 1', why: error instanceof Error ? error.message : 'not JSON' })
  }
  let index = 0
  for (const item of Array.isArray(value) ? value : [value]) yield judge(checkCase(item), ++index)
}

function isWhole(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
