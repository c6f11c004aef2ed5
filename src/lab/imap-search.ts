// SEARCH (RFC 9051 §6.4.4) over messages in memory: the keys that mail programs really send.

import { inSet, type Token, textOf } from './imap-command.ts'
import type { Message } from './mailbox.ts'
import { field, splitMessage } from './mime.ts'

export interface SearchView {
  readonly messages: readonly Message[]
}
type Test = (m: Message, position: number) => boolean

const FLAG_KEYS: Readonly<Record<string, [string, boolean]>> = {
  ANSWERED: ['\\Answered', true],
  DELETED: ['\\Deleted', true],
  DRAFT: ['\\Draft', true],
  FLAGGED: ['\\Flagged', true],
  SEEN: ['\\Seen', true],
  UNANSWERED: ['\\Answered', false],
  UNDELETED: ['\\Deleted', false],
  UNDRAFT: ['\\Draft', false],
  UNFLAGGED: ['\\Flagged', false],
  UNSEEN: ['\\Seen', false],
  NEW: ['\\Seen', false],
}

/** The positions (from 1) of the messages that match; undefined when a key is unknown or misses its argument. */
export function search(view: SearchView, args: readonly Token[]): number[] | undefined {
  const queue = [...args]
  const tests: Test[] = []
  while (queue.length > 0) {
    const test = key(view, queue)
    if (!test) return undefined
    tests.push(test)
  }
  return view.messages.flatMap((m, i) => (tests.every((test) => test(m, i + 1)) ? [i + 1] : []))
}

function key(view: SearchView, queue: Token[]): Test | undefined {
  const token = queue.shift()
  if (!token) return undefined
  if ('list' in token) {
    const found = search(view, token.list)
    return found && ((_, position) => found.includes(position))
  }
  const name = (textOf(token) ?? '').toUpperCase()
  const flag = FLAG_KEYS[name]
  if (flag) return (m) => m.flags.has(flag[0]) === flag[1]
  switch (name) {
    case 'ALL':
    case 'OLD':
      return () => true
    case 'CHARSET': {
      queue.shift()
      return () => true
    }
    case 'NOT': {
      const inner = key(view, queue)
      return inner && ((m, i) => !inner(m, i))
    }
    case 'OR': {
      const one = key(view, queue)
      const other = key(view, queue)
      return one && other && ((m, i) => one(m, i) || other(m, i))
    }
    case 'UID': {
      const set = inSet(textOf(queue.shift()) ?? '', view.messages.at(-1)?.uid ?? 0)
      return set && ((m) => set(m.uid))
    }
    case 'SUBJECT':
    case 'FROM':
    case 'TO':
    case 'CC':
    case 'BCC':
      return header(name, textOf(queue.shift()))
    case 'HEADER':
      return header(textOf(queue.shift()), textOf(queue.shift()))
    case 'TEXT':
    case 'BODY':
      return contains(name, textOf(queue.shift()))
    case 'KEYWORD':
    case 'UNKEYWORD': {
      const word = textOf(queue.shift())
      return word === undefined ? undefined : (m) => m.flags.has(word) === (name === 'KEYWORD')
    }
    case 'LARGER':
    case 'SMALLER': {
      const size = Number(textOf(queue.shift()))
      return Number.isNaN(size) ? undefined : (m) => (name === 'LARGER' ? m.raw.length > size : m.raw.length < size)
    }
    case 'MODSEQ': {
      const from = Number(textOf(queue.shift()))
      return Number.isNaN(from) ? undefined : (m) => m.modseq >= from
    }
    case 'SINCE':
    case 'BEFORE':
    case 'ON':
    case 'SENTSINCE':
    case 'SENTBEFORE':
    case 'SENTON':
      return onDay(name, textOf(queue.shift()))
  }
  const set = inSet(name, view.messages.length)
  return set && ((_, position) => set(position))
}

function header(name: string | undefined, value: string | undefined): Test | undefined {
  if (name === undefined || value === undefined) return undefined
  const wanted = value.toLowerCase()
  return (m) => {
    const found = field(splitMessage(m.raw).header, name)
    return found !== undefined && Buffer.from(found, 'latin1').toString('utf8').toLowerCase().includes(wanted)
  }
}

function contains(name: string, value: string | undefined): Test | undefined {
  if (value === undefined) return undefined
  const wanted = value.toLowerCase()
  return (m) => (name === 'TEXT' ? m.raw : splitMessage(m.raw).body).toString('utf8').toLowerCase().includes(wanted)
}

function onDay(name: string, text: string | undefined): Test | undefined {
  const day = Date.parse(`${text} UTC`)
  if (text === undefined || Number.isNaN(day)) return undefined
  const next = day + 86_400_000
  const time = (m: Message) => (name.startsWith('SENT') ? Date.parse(field(splitMessage(m.raw).header, 'date') ?? '') : m.date.getTime())
  if (name.endsWith('SINCE')) return (m) => time(m) >= day
  if (name.endsWith('BEFORE')) return (m) => time(m) < day
  return (m) => time(m) >= day && time(m) < next
}
