// Words of `sesame tidy` in English. `tidy-fr.ts` must have the same shape.

const n = (count: string, one: string, many: string) => `${count}\u00a0${count === '1' ? one : many}`

export const tidyEn = {
  none: (label: string) => `${label} has no folder twice.`,
  heading: (label: string) => `Folders that ${label} has twice`,
  use: {
    sent: 'Sent mail',
    drafts: 'Drafts',
    junk: 'Junk mail',
    trash: 'Bin',
    archive: 'Archive',
    all: 'All mail',
    flagged: 'Flagged mail',
    important: 'Important mail',
    none: 'Said by you',
  },
  holds: (messages: string, size: string, newest: string | null) =>
    messages === '0' ? 'empty' : `${n(messages, 'message', 'messages')}, ${size}${newest === null ? '' : `, the newest of ${newest}`}`,
  why: {
    flag: (from: string, keep: string, langs: string) =>
      `“${from}” is a name for it${langs === '' ? '' : ` (${langs})`}; the server itself uses “${keep}”, and so do apps that ask it.`,
    name: (from: string, keep: string, langs: string) =>
      `“${from}” is a name for it${langs === '' ? '' : ` (${langs})`}; “${keep}” is the one that this provider uses.`,
    rule: (from: string, keep: string) => `“${from}” goes into “${keep}”, as you said.`,
  },
  stillUsed: (from: string, keep: string) =>
    `The newest mail is in “${from}”: an app may still put it there. Set that app to “${keep}”, or the folder comes again.`,
  emptied: 'Many providers empty this folder after some weeks: what you want to keep does not belong in it.',
  unclear: (folders: string, use: string) =>
    `${folders}: each may be the folder for “${use}”, and the server does not say which one counts. Say it with --folder FROM=TO.`,
  hindrance: {
    labels:
      'Here folders are labels: a message is in several at once. Take the old label away on the provider’s website instead; nothing was changed.',
    'no-uidplus': 'This server cannot remove single messages (no UIDPLUS), so nothing can be merged safely. Nothing was changed.',
  },
  how: 'Each message is copied on the server, read again where it landed, and only then removed from the old folder. Exact duplicates stay as many as they are.',
  question: 'Merge them now?',
  dryRun: 'Nothing was changed. To merge: the same command with --merge.',
  needsYes: 'Nobody can be asked here. To merge without being asked, add --yes.',
  removeQuestion: (folder: string) => `“${folder}” is empty now. Remove it?`,
  progress: (folder: string, done: string, total: string) => `${folder}: ${done} of ${total}`,
  moved: (messages: string, from: string, keep: string) =>
    `${n(messages, 'message', 'messages')} from “${from}” ${messages === '1' ? 'is' : 'are'} in “${keep}”, proved by content.`,
  stayed: {
    unreadable: (count: string) => `${n(count, 'message', 'messages')} stayed: the server does not give the bytes.`,
    changed: (count: string) => `${n(count, 'message', 'messages')} stayed: the copy is not the same, byte for byte.`,
    date: (count: string) => `${n(count, 'message', 'messages')} stayed: the copy has another date.`,
    marks: (count: string) => `${n(count, 'message', 'messages')} stayed: the copy cannot keep all marks.`,
    'not-found': (count: string) => `${n(count, 'message', 'messages')} stayed: the copy was not found.`,
  },
  folder: {
    removed: (folder: string) => `“${folder}” was empty and is removed.`,
    kept: (folder: string) => `“${folder}” is empty and stays.`,
    'holds-others': (folder: string) => `“${folder}” is empty and stays, because it holds other folders.`,
    'not-empty': (folder: string, left: string) => `“${folder}” stays: ${n(left, 'message is', 'messages are')} in it.`,
    refused: (folder: string, _: string, said: string) => `“${folder}” is empty; the server does not remove it: ${said}`,
  },
  again: 'The same command goes on where this one stopped.',
}
