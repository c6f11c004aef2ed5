// `sesame diagnose`: saved cases in, one JSON diagnosis a line out; a single case on a terminal is shown as text.

import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { EXIT, SesameError } from '../../model/errors.ts'
import { causeWords, diagnoseLines, type Judged } from '../../sesame.ts'
import { diagnosisJson } from '../json.ts'
import { linesOf } from '../lines.ts'
import { progressOn } from '../progress.ts'
import { renderDiagnosis } from '../render/diagnosis.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, err, lang, signal }) => {
  const file = args[0] ?? '-'
  const input = file === '-' ? (process.stdin as AsyncIterable<Buffer>) : await openFile(file)
  const words = await causeWords(lang)
  const progress = progressOn(err, !out.interactive && !err.interactive)
  const started = performance.now()
  let bad = 0
  let judged = 0
  let held: Judged | null = null
  let last: Judged | null = null
  const show = async (item: Judged) => {
    if (!item.ok) {
      bad++
      const { what } = text.error('case-invalid', { where: `${file === '-' ? 'stdin' : file}:${item.line}`, why: item.why })
      err.line(what)
      await write(`${JSON.stringify({ id: item.id ?? null, error: { line: item.line, why: item.why } })}\n`)
    } else await write(`${JSON.stringify(diagnosisJson(item.diagnosis, lang, words))}\n`)
  }
  for await (const item of diagnoseLines(linesOf(input), stringOption(options, 'now'))) {
    if (signal.aborted) throw signal.reason
    judged++
    last = item
    // On a terminal the first case waits: if it stays alone, it is shown as text.
    if (judged === 1 && out.interactive && !json) {
      held = item
      continue
    }
    if (held !== null) await show(held)
    held = null
    await show(item)
    if (judged % 500 === 0) progress.step(text.diagnose.read(judged, seconds(started)))
  }
  progress.clear()
  if (held?.ok) renderDiagnosis(out, text, held.diagnosis, words)
  else if (held !== null) await show(held)
  if (judged === 0) throw new SesameError('case-invalid', { where: file === '-' ? 'stdin' : file, why: 'it is empty' })
  if (bad > 0) return EXIT.usage
  if (judged === 1 && last?.ok) return last.diagnosis.verdict === 'unknown' ? EXIT.unknown : EXIT.fault
  return EXIT.works
}

/** Opened first, so that a missing file is a clear sentence and not a broken stream. */
async function openFile(file: string): Promise<AsyncIterable<Buffer>> {
  try {
    const handle = await open(file)
    if ((await handle.stat()).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
    return createReadStream(file, { fd: handle })
  } catch (error) {
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}

/** Waits when the reader is slow, so that thousands of diagnoses do not pile up in memory. */
function write(line: string): Promise<void> | void {
  if (!process.stdout.write(line)) return new Promise((resolve) => process.stdout.once('drain', resolve))
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}
