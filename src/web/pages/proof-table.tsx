// Before and after, side by side: a sign and a word say what got better.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { ProofView } from '../view.ts'
import { StateSign } from './icons.tsx'

export function ProofTable({ rows, lang }: { rows: ProofView['rows']; lang: Lang }): VNode | null {
  const t = deskIn(lang).proof
  if (rows.length === 0) return null
  return (
    <table class="cards compare">
      <caption class="unseen">{t.table}</caption>
      <thead>
        <tr>
          <th scope="col">{t.what}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, before, after, better }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td data-label={t.before}>
              <span>{before}</span>
            </td>
            <td data-label={t.after}>
              <span>
                {better ? <StateSign state="ok" /> : null}
                {after} {better ? <span class="tag">{t.better}</span> : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
