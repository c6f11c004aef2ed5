// A name that people recognise and that sorts by date: `2019-03-04 1122 Quarterly report (12).eml`.

import { diskName } from '../files/disk-name.ts'
import { sortableDate } from '../files/internal-date.ts'
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

/** The first header field of this name, unfolded (RFC 5322 §2.2.3); of the last one when asked. */
export function headerOf(head: Buffer, name: string): string | undefined {
  const text = head.toString('utf8')
  const end = text.search(/\r?\n\r?\n/)
  const fields = end < 0 ? text : text.slice(0, end + 1)
  const found = new RegExp(`^${name}[ \\t]*:((?:[^\\n]|\\n[ \\t])*)`, 'im').exec(fields)?.[1]
  return found?.replace(/\r?\n(?=[ \t])/g, '').trim()
}
