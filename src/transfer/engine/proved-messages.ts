// Every message of a journal as the proof tells it, one after the other, whatever their number.

import { type ProvedRow, provedPage } from '../../store/transfer/proved.ts'
import type { Journal } from '../../store/transfer.ts'
import type { Change, MessageState, ProvedMessage } from '../journey.ts'
import { words } from './apply-flags.ts'

const PAGE = 1_000

/** In the order of folders and UIDs. The journal stays open until the last was taken. */
export function* provedMessages(journal: Journal): Generator<ProvedMessage> {
  for (let after = { folder: 0, uid: 0 }; ; ) {
    const page = provedPage(journal, after, PAGE)
    if (page.length === 0) return
    after = page.at(-1)!
    for (const row of page) yield provedMessage(row)
  }
}

function provedMessage(row: ProvedRow): ProvedMessage {
  const target = row.target !== null &&
    row.placeName !== null && { folder: row.placeName, uidValidity: row.placeValidity!, uid: row.target }
  const state = stateOf(row)
  return {
    state,
    source: { folder: row.folderName, uidValidity: row.folderValidity, uid: row.uid },
    ...(target && { target }),
    size: row.size,
    ...(row.digest && { digest: row.digest.toString('hex') }),
    ...(state === 'changed' && row.targetDigest && { targetDigest: row.targetDigest.toString('hex') }),
    date: row.date,
    flags: words(row.flags),
    ...(row.lost && { flagsLost: words(row.lost) }),
    ...(row.targetDate && { targetDate: row.targetDate }),
    ...(state === 'changed' && { change: row.change as Change, ...(row.said && { how: row.said }) }),
    ...(state !== 'changed' && row.said && { said: row.said }),
    ...(row.aside && { aside: row.aside }),
    ...(row.read && { read: true }),
  }
}

function stateOf({ state, how, change, gone }: ProvedRow): MessageState {
  if (gone) return 'gone'
  if (state !== 'there') return state
  if (change !== null) return 'changed'
  return how === 'found' ? 'already-there' : 'identical'
}
