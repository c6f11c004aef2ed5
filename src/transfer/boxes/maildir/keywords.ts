// `dovecot-keywords`: which keyword each letter of a Maildir's file names stands for. Dovecot reads it, and so does a restore.

import { closeSync, fsyncSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from '../files/disk-trouble.ts'
import { writeWhole } from '../files/to-disk.ts'
import { MOST_LETTERS, same } from './info.ts'

const NAME = 'dovecot-keywords'
const LARGEST = 64 * 1024

/** The keyword of each letter; empty for a letter without one. */
export function readKeywords(folder: string): string[] {
  let text: string
  try {
    text = readFileSync(join(folder, NAME), 'utf8')
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
  const letters: string[] = []
  for (const line of text.slice(0, LARGEST).split('\n')) {
    const [, at, word] = /^(\d{1,2}) (\S+)$/.exec(line) ?? []
    if (word !== undefined && Number(at) < MOST_LETTERS) letters[Number(at)] = word
  }
  return Array.from(letters, (word) => word ?? '')
}

/** The letters, with one for each of these keywords while there are letters: Dovecot keeps those beyond in its index, we in the manifest. */
export function addKeywords(folder: string, letters: readonly string[], words: Iterable<string>): readonly string[] {
  const all = [...letters]
  for (const word of words) {
    if (all.length >= MOST_LETTERS) break
    // Dovecot's file is one word a line.
    if (/\s/.test(word) || all.some((known) => same(known, word))) continue
    all.push(word)
  }
  if (all.length === letters.length) return letters
  const file = join(folder, NAME)
  const fd = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeWhole(fd, Buffer.from(all.map((word, at) => (word === '' ? '' : `${at} ${word}\n`)).join('')))
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(`${file}.new`, file)
  return all
}
