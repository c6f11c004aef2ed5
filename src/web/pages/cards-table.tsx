// A table that becomes a card a row where the screen is narrow: its name for who hears it, its heads, its rows.

import type { ComponentChildren, VNode } from 'preact'

export interface CardsTableProps {
  readonly caption: string
  readonly heads: readonly string[]
  /** Beside the usual look. */
  readonly look?: string
  /** Rows, whose cells name their head in `data-label`. */
  readonly children: ComponentChildren
}

export function CardsTable({ caption, heads, look, children }: CardsTableProps): VNode {
  return (
    <table class={look === undefined ? 'cards stack' : `cards stack ${look}`}>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
