// What comes out of sheets and into them: YAML, Markdown, what dies with the main password, and lists of accounts with a report of every row.

import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { beforePasswordChange, exportSheets, importSheets, type SheetImportReport } from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import { textIn } from '../../../text/index.ts'
import { BeforePage, ImportPage } from '../../pages/index.ts'
import type { ImportData } from '../../records-view.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { readForm } from '../form.ts'
import { Problem } from '../problem.ts'
import { beforeData } from '../sheets/before-data.ts'
import { importWords, rejectWords } from '../sheets/import-words.ts'
import { faultOf, found, recordsOf } from '../sheets/place.ts'
import { appNames } from '../sheets/sheet-view.ts'
import { show } from './sheets.ts'

type C = Context<DeskEnv>

const TYPES = { yaml: ['application/yaml', 'yaml'], markdown: ['text/markdown', 'md'] } as const
/** Tables of bad rows that wait to be saved. */
const WAITING = 10

export function sheetPaperRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  const badRows = new Map<string, string>()

  app.get('/sheets/export/:format', (c) => exported(c, room, [], 'sesame-sheets'))
  app.get('/sheets/:address/export/:format', (c) => {
    const address = c.req.param('address')
    return exported(c, room, [address], address.replace(/[^\w.@-]/g, '_'))
  })

  app.get('/sheets/import', (c) => importPage(c, room, { report: null, fault: null }))
  app.post('/sheets/import', async (c) => {
    const t = recordsOnDesk(c.get('lang')).imports
    const form = await readForm(c)
    const file = form.data.get('file')
    if (!(file instanceof File) || file.size === 0)
      return importPage(c, room, { report: null, fault: { field: 'file', what: t.none, next: t.noneNext } })
    try {
      const report = await importSheets({
        ...recordsOf(room),
        bytes: new Uint8Array(await file.arrayBuffer()),
        format: /\.ya?ml$/i.test(file.name) ? 'yaml' : 'csv',
        ...{ update: form.line('update') !== '', dryRun: form.line('try') !== '' },
      })
      return importPage(c, room, { report: reportOf(c, report, form.line('try') !== '', badRows), fault: null })
    } catch (error) {
      return importPage(c, room, { report: null, fault: { ...faultOf(error, c.get('lang')), field: 'file' } })
    }
  })
  app.get('/sheets/import/:id', (c) => {
    const table = badRows.get(c.req.param('id'))
    if (table === undefined) throw new Problem(404, 'not-found')
    return c.body(table, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="sesame-bad-rows.csv"',
    })
  })

  app.get('/sheets/:address/before', async (c) => {
    const lang = c.get('lang')
    const change = await found(beforePasswordChange({ ...recordsOf(room), name: c.req.param('address'), lang }))
    const data = beforeData(change, lang, await appNames(lang))
    return show(c, room, data.address, (context) => BeforePage({ data, page: context }))
  })
  app.post('/sheets/:address/before', async (c) => {
    const change = await found(
      beforePasswordChange({ ...recordsOf(room), name: c.req.param('address'), lang: c.get('lang'), checklist: true }),
    )
    return c.redirect(`/checklists/${encodeURIComponent(change.checklist?.checklist.id ?? '')}`, 303)
  })
}

async function exported(c: C, room: DeskRoom, names: readonly string[], name: string): Promise<Response> {
  const format = c.req.param('format')
  if (format !== 'yaml' && format !== 'markdown') throw new Problem(404, 'not-found')
  const { text } = await found(exportSheets({ ...recordsOf(room), names, format, lang: c.get('lang') }))
  const [type, ending] = TYPES[format]
  return c.body(text, 200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}.${ending}"` })
}

function importPage(c: C, room: DeskRoom, data: ImportData): Response {
  const title = recordsOnDesk(c.get('lang')).imports.title
  const body = (context: Parameters<typeof ImportPage>[0]['page']) => ImportPage({ data, page: { ...context, path: '/sheets/import' } })
  return show(c, room, title, body, data.fault === null ? 200 : 422)
}

function reportOf(c: C, report: SheetImportReport, dry: boolean, badRows: Map<string, string>): NonNullable<ImportData['report']> {
  const lang = c.get('lang')
  const { transfer } = textIn(lang).records
  const id = randomBytes(9).toString('base64url')
  const table = report.rejectedTable?.((row) => rejectWords(row, lang), transfer.why_column) ?? null
  if (table !== null) badRows.set(id, table)
  for (const old of [...badRows.keys()].slice(0, Math.max(0, badRows.size - WAITING))) badRows.delete(old)
  return {
    ...{ dry, sums: importWords(report, lang) },
    bad: report.rejected.slice(0, 500).map((row) => ({ row: row.row, line: row.line, why: rejectWords(row, lang) })),
    notRead: report.columns.filter(({ role }) => role === 'secret').map(({ title }) => title),
    broken: report.brokenAt === null ? '' : transfer.unreadable,
    file: table === null ? null : `/sheets/import/${id}`,
  }
}
