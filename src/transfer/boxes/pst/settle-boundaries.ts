// readpst draws its MIME boundaries by lot: the same mail would be another one at each conversion. Here they become the same again each time.

import { createHash } from 'node:crypto'
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { walk } from '../files/foreign-folder.ts'

const DECLARED = /boundary="(--boundary-LibPST-iamunique-)(\d{1,10})(_-_-)"/g
/** A larger one keeps what was drawn: it would have to be held in memory. */
const LARGEST = 256 * 1024 * 1024

/** Of every file that the converter wrote into this folder. */
export function settleBoundaries(folder: string): void {
  for (const { path, files } of walk(folder)) for (const name of files) settleFile(join(path, name))
}

function settleFile(file: string): void {
  const stat = statSync(file)
  if (stat.size > LARGEST) return
  const text = readFileSync(file, 'latin1')
  const drawn = [...new Set([...text.matchAll(DECLARED)].map(([, , number]) => number as string))]
  if (drawn.length === 0) return
  const mark = (number: string) => `--boundary-LibPST-iamunique-${number}_-_-`
  const bare = drawn.reduce((all, number, at) => all.replaceAll(mark(number), mark(`(${at})`)), text)
  // Out of the mail itself: the same each time, and not to be found in its own text.
  const seed = createHash('sha256').update(bare, 'latin1').digest().readUInt32BE(0)
  const settled = drawn.reduce((all, _, at) => all.replaceAll(mark(`(${at})`), mark(String(seed + at))), bare)
  writeFileSync(file, settled, 'latin1')
  utimesSync(file, stat.atime, stat.mtime)
}
