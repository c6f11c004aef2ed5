// The words of sheets, due dates and checklists on the page, in one language.

import type { Lang } from '../model/lang.ts'
import { type DeskRecordsText, deskRecordsEn } from './desk-records-en.ts'
import { deskRecordsFr } from './desk-records-fr.ts'

export type { DeskRecordsText } from './desk-records-en.ts'

export function recordsOnDesk(lang: Lang): DeskRecordsText {
  return lang === 'fr' ? deskRecordsFr : deskRecordsEn
}
