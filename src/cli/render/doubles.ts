// Folders that a mailbox has twice: both with what they hold, and why they are thought to be one.

import type { Lang } from '../../model/lang.ts'
import type { FolderLook, TidyView } from '../../sesame.ts'
import { bytesIn, numberIn } from '../../text/amounts.ts'
import { day } from '../../text/day.ts'
import type { Text } from '../../text/index.ts'
import type { Terminal } from '../terminal.ts'
import { heading } from './heading.ts'

export function renderDoubles(out: Terminal, text: Text, lang: Lang, { label, doubles, unclear, hindrance }: TidyView): void {
  const { tidy } = text
  if (doubles.length === 0 && unclear.length === 0) {
    out.line(out.style('green', tidy.none(label)))
    return
  }
  const holds = ({ messages, bytes, newest }: FolderLook) =>
    tidy.holds(
      numberIn(lang, messages),
      bytesIn(lang, bytes),
      newest === null ? null : day(newest.slice(0, 10), lang === 'fr' ? 'fr-FR' : 'en-GB'),
    )
  heading(out, tidy.heading(label))
  for (const { use, keep, from, because, langs, stillUsed } of doubles) {
    out.line()
    out.line(out.style('bold', tidy.use[use === null || use === undefined || use === 'inbox' ? 'none' : use]), 2)
    out.line(`${from.name} · ${holds(from)}`, 4, 6)
    out.line(`→ ${keep.name} · ${holds(keep)}`, 4, 6)
    out.line(out.style('dim', tidy.why[because](from.name, keep.name, languages(langs, lang))), 4, 4)
    if (stillUsed) out.line(out.style('yellow', tidy.stillUsed(from.name, keep.name)), 4, 4)
    if (use === 'trash' || use === 'junk') out.line(out.style('dim', tidy.emptied), 4, 4)
  }
  for (const { use, folders } of unclear) {
    out.line()
    const names = folders.map((folder) => `${folder.name} (${holds(folder)})`).join(', ')
    out.line(tidy.unclear(names, tidy.use[use as keyof typeof tidy.use]), 2, 4)
  }
  out.line()
  out.line(hindrance === null ? out.style('dim', tidy.how) : out.style('yellow', tidy.hindrance[hindrance]), 2)
  out.line()
}

const languages = (langs: readonly string[], lang: Lang): string =>
  langs.map((one) => new Intl.DisplayNames([lang], { type: 'language' }).of(one) ?? one).join(', ')
