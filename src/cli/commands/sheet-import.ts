// `sesame sheet import`: an inventory (CSV) or exported sheets (YAML), with a report of every row that was not taken.

import { open } from 'node:fs/promises'
import { EXIT, SesameError } from '../../model/errors.ts'
import { importSheets, type RejectedRow, type SheetImportReport, saveTextPrivately } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { recordsRequest } from '../records-request.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

/** Of the bytes that are read at all; the use has its own limit below. */
const MOST = 65 * 1024 * 1024
const SHOWN = 40

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const [file = ''] = args
  const format = (stringOption(options, 'format') ?? (/\.ya?ml$/i.test(file) ? 'yaml' : 'csv')) as 'csv' | 'yaml'
  const dryRun = options['dry-run'] === true
  const bytes = await readBytes(file)
  const report = await importSheets({ ...recordsRequest({ options }), bytes, format, update: options.update === true, dryRun }).catch(
    (error: unknown) => {
      throw inWords(error, file, text)
    },
  )
  const rejectedFile = dryRun || report.rejectedTable === null ? null : (stringOption(options, 'rejected') ?? `${file}.rejected.csv`)
  if (rejectedFile !== null)
    await saveTextPrivately(
      rejectedFile,
      report.rejectedTable!((row) => whyWords(text, row), text.records.transfer.why_column),
    )
  if (json) {
    const rejected = report.rejected.map((row) => ({ ...row, says: whyWords(text, row) }))
    out.write(`${JSON.stringify({ ...report, rejectedTable: undefined, rejected, rejectedFile, dryRun })}\n`)
  } else show(invocation, report, rejectedFile, dryRun)
  return report.rejected.length > 0 || report.brokenAt !== null ? EXIT.fault : EXIT.works
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file)
    try {
      const there = await handle.stat()
      if (there.isCharacterDevice() && there.size === 0) throw Object.assign(new Error(), { code: 'ENOTSUP' })
      if (there.size > MOST) throw new SesameError('record-file', { file, why: '64 MB' })
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof SesameError) throw error
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}

/** The use says why by a word; here it becomes a sentence, with the name of the file. */
function inWords(error: unknown, file: string, text: Text): unknown {
  if (!(error instanceof SesameError) || error.code !== 'record-file') return error
  const { transfer } = text.records
  const why = { tooBig: transfer.tooBig('64 MB'), empty: transfer.empty, noAddressColumn: transfer.noAddressColumn }[String(error.args.why)]
  return new SesameError('record-file', { ...error.args, file, why: why ?? String(error.args.why) })
}

function whyWords(text: Text, { why, field, allowed, other }: RejectedRow): string {
  const { transfer, faults, couldBe } = text.records
  const name = field === undefined ? '' : (fieldNames(text)[field] ?? field)
  if (why === 'contradicts') return transfer.why.contradicts(name, other ?? 0)
  const said = why === 'no-address' || why === 'exists' || why === 'columns' ? transfer.why[why] : faults[why]
  return `${name === '' ? '' : `${name}${text.known.colon} `}${said}${allowed === undefined ? '' : ` (${couldBe(allowed.slice(0, 120))})`}`
}

function fieldNames({ records: { field, column } }: Text): Readonly<Record<string, string>> {
  return { ...field, ...column, ...{ owners: field.owners, provider: field.provider, address: field.address, kind: field.kind } }
}

function show({ out, err, text }: Invocation, report: SheetImportReport, rejectedFile: string | null, dryRun: boolean): void {
  const { transfer } = text.records
  const named = fieldNames(text)
  if (dryRun) out.line(out.style('yellow', transfer.dry))
  if (report.delimiter !== null) {
    out.line(transfer.read(report.rows, report.encoding, transfer.delimiters[report.delimiter] ?? report.delimiter))
    heading(out, transfer.columns)
    for (const { title, role } of report.columns) {
      const to = role === 'other' ? transfer.toNotes : role === 'secret' ? out.style('yellow', transfer.notRead) : (named[role] ?? role)
      out.line(`${title} → ${to}`, 2, 4)
    }
    out.line()
  }
  const counts = [
    [report.made, transfer.made],
    [report.updated, transfer.updated],
    [report.unchanged, transfer.unchanged],
    [report.joined, transfer.joined],
    [report.duplicates, transfer.duplicates],
  ] as const
  for (const [n, words] of counts) if (n > 0) out.line(words(n), 2)
  const rows = new Set(report.rejected.map((one) => one.row)).size
  if (rows > 0) out.line(out.style('red', transfer.rejected(rows)), 2)
  for (const one of report.rejected.slice(0, SHOWN))
    out.line(`${transfer.row(one.row, one.line)}${text.known.colon} ${whyWords(text, one)}`, 4, 6)
  if (report.rejected.length > SHOWN) out.line(`… ${report.rejected.length - SHOWN}`, 4)
  if (report.brokenAt !== null) out.line(out.style('red', `${report.brokenAt}${text.known.colon} ${transfer.unreadable}`), 2)
  if (rejectedFile !== null) err.line(transfer.rejectedTo(rejectedFile))
}
