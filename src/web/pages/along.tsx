// A second row of the menu: the pages that belong together, the one that is shown marked.

import type { VNode } from 'preact'

interface AlongProps {
  readonly label: string
  readonly path: string
  readonly links: readonly (readonly [href: string, words: string])[]
}

export function Along({ label, path, links }: AlongProps): VNode {
  return (
    <nav class="second" aria-label={label}>
      {links.map(([href, words]) => (
        <a href={href} aria-current={path === href ? 'page' : undefined} key={href}>
          {words}
        </a>
      ))}
    </nav>
  )
}
