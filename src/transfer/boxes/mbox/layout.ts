// A backup as mbox files: mboxrd, LF, `Clients` and `Clients.sbd/2019` as Thunderbird has them; flags are in the manifest, never in the messages.

import { closeSync, existsSync, openSync, renameSync, rmdirSync, unlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../../store/make-folder.ts'
import { nestedPlace } from '../files/nested-place.ts'
import type { Layout } from '../files/shelf.ts'
import { mboxShelf } from './shelf.ts'

const BELOW = '.sbd'

export const mboxLayout: Layout = {
  format: 'mbox',
  place: (path, folders) => nestedPlace(path, folders, { inside, safe }),
  make(root, place) {
    const file = join(root, place)
    makeFolder(dirname(file))
    closeSync(openSync(file, 'a', 0o600))
  },
  inside,
  rename(root, from, to) {
    const [old, next] = [join(root, from), join(root, to)]
    makeFolder(dirname(next))
    // The folders below first: the file's name says that all is done.
    if (existsSync(old + BELOW) && !existsSync(next + BELOW)) renameSync(old + BELOW, next + BELOW)
    renameSync(old, next)
  },
  remove(root, place) {
    unlinkSync(join(root, place))
    if (existsSync(join(root, place + BELOW))) rmdirSync(join(root, place + BELOW))
  },
  shelf: mboxShelf,
}

function inside(place: string): string {
  return `${place}${BELOW}/`
}

/** Endings that Thunderbird keeps for itself. */
function safe(name: string): string {
  return /\.(sbd|msf|mozmsgs|json)$/i.test(name) ? `${name}_` : name
}
