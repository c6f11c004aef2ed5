// A sentence of the knowledge on the page: `code`, **bold** and web addresses become elements, everything else stays text.

import type { ComponentChildren, VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'

const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|(https:\/\/[^\s<>"«»“”)\]]*[^\s<>"«»“”)\].,;:!?])/g

export function Rich({ text, lang }: { text: string; lang: Lang }): VNode {
  const parts: ComponentChildren[] = []
  let end = 0
  for (const mark of text.matchAll(MARKS)) {
    const [whole, code, bold, href] = mark
    parts.push(text.slice(end, mark.index))
    if (code !== undefined)
      parts.push(
        /^https:\/\/\S+$/.test(code) ? <Elsewhere href={code} lang={lang} key={mark.index} /> : <code key={mark.index}>{code}</code>,
      )
    else if (bold !== undefined) parts.push(<strong key={mark.index}>{bold}</strong>)
    else if (href !== undefined) parts.push(<Elsewhere href={href} lang={lang} key={mark.index} />)
    end = mark.index + whole.length
  }
  parts.push(text.slice(end))
  return <>{parts}</>
}

/** A page of somebody else: only https, opened beside the guide, without telling where one comes from. */
export function Elsewhere({ href, lang }: { href: string; lang: Lang }): VNode {
  if (!/^https:\/\//i.test(href)) return <>{href}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {href.replace(/^https:\/\/(www\.)?/i, '').replace(/\/$/, '')}
      <span class="unseen"> {deskIn(lang).opensElsewhere}</span>
    </a>
  )
}
