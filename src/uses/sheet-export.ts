// Sheets for other eyes and other programs: YAML that comes back as it went, Markdown, a printable page.

import { loadKnowledge } from '../knowledge/load.ts'
import { providerBySlug } from '../knowledge/lookup.ts'
import { fold } from '../model/fold.ts'
import type { Lang } from '../model/lang.ts'
import { sheetMarkdown } from '../records/markdown.ts'
import { sheetsPage } from '../records/page.ts'
import type { Sheet } from '../records/sheet.ts'
import { kept, openSheet } from '../records/shelf.ts'
import { type Names, type Section, written } from '../records/written.ts'
import { sheetYaml } from '../records/yaml.ts'
import { everySheet } from '../store/sheets.ts'
import { still } from '../store/whole.ts'
import { textIn } from '../text/index.ts'
import { clientOf } from './before-password-change.ts'
import { causeWords } from './cause-words.ts'
import { inRecords, type RecordsRequest } from './records.ts'

export type ExportFormat = 'yaml' | 'markdown' | 'html'

export interface ExportRequest extends RecordsRequest {
  /** Addresses; none: all, or those that `search` finds. */
  readonly names?: readonly string[]
  readonly search?: string | undefined
  readonly format: ExportFormat
  readonly lang: Lang
}

export interface Exported {
  readonly text: string
  readonly sheets: number
}

/** Throws `sheet-unknown`. */
export function exportSheets(request: ExportRequest): Promise<Exported> {
  const { names = [], search = '', format, lang } = request
  return inRecords(request, ({ db, today }) => {
    const words = fold(search).split(' ').filter(Boolean).slice(0, 12)
    const sheets =
      names.length > 0
        ? names.map((name) => openSheet(db, name).sheet)
        : still(db, () => [...everySheet(db, words)].map((one) => kept(one).sheet))
    return { text: exported(sheets, format, lang, today), sheets: sheets.length }
  })
}

function exported(sheets: readonly Sheet[], format: ExportFormat, lang: Lang, today: string): string {
  // One document of a stream each (YAML 1.2 §9.2), so that a reader need not hold all.
  if (format === 'yaml') return sheets.map((sheet) => sheetYaml(sheet)).join('---\n')
  const sections = sheets.map((sheet) => sheetSections(sheet, lang))
  if (format === 'markdown') return sections.map(sheetMarkdown).join('\n---\n\n')
  return sheetsPage({ lang, words: textIn(lang).records, today, sheets: sections })
}

/** A sheet as people read it: also what the terminal shows. */
export function sheetSections(sheet: Sheet, lang: Lang): readonly Section[] {
  return written(sheet, textIn(lang).records, namesIn(sheet, lang))
}

function namesIn(sheet: Sheet, lang: Lang): Names {
  const provider = sheet.provider === undefined ? undefined : providerBySlug(loadKnowledge(), sheet.provider)
  return {
    provider: provider?.name ?? sheet.provider ?? null,
    app: (id) => clientOf(id)?.name[lang] ?? id ?? '',
    cause: (id) => (id === undefined ? '' : causeWords(lang).title(id)),
  }
}
