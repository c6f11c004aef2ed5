// A link to the provider's own page: in a new window, told nothing of where one comes from. The lab's page is one of this computer.

import type { ComponentChildren, VNode } from 'preact'

interface PageLinkProps {
  readonly href: string
  readonly words: ComponentChildren
  readonly class?: string
}

export function PageLink({ href, words, class: name }: PageLinkProps): VNode {
  if (!/^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/i.test(href)) return <>{words}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" class={name}>
      {words}
    </a>
  )
}
