// A name that people recognise and that sorts by date: `2019-03-04 1122 Quarterly report (12).eml`.

import { diskName } from '../files/disk-name.ts'
import { sortableDate } from '../files/internal-date.ts'
import { headerOf } from './header.ts'
import { decodeWords } from './words.ts'

const LONGEST_SUBJECT_BYTES = 100

/** The UID in it keeps two messages of one minute and one subject apart, on every file system. */
export function emlName(head: Buffer, date: string | null, uid: number): string {
  const when = (date === null ? undefined : sortableDate(date)) ?? '0000-00-00 0000'
  const subject = diskName(
    decodeWords(headerOf(head, 'subject') ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    LONGEST_SUBJECT_BYTES,
  )
  return `${when} ${subject === '_' ? '' : `${subject} `}(${uid}).eml`
}
