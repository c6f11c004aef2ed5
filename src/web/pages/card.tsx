// The settings card: every server, port, security and name to type, each with its copy button.

import type { VNode } from 'preact'
import type { Lang } from '../../model/lang.ts'
import { deskIn } from '../../text/desk.ts'
import type { GuideView } from '../view.ts'
import { CopyValue } from './copy-value.tsx'

export function SettingsCard({ card, lang }: { card: GuideView['card']; lang: Lang }): VNode | null {
  const t = deskIn(lang).guide
  if (card.length === 0) return null
  return (
    <table class="card">
      <caption>{t.card}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{t.cardWhat}</th>
          <th scope="col">{t.cardValue}</th>
        </tr>
      </thead>
      <tbody>
        {card.map(({ label, value }, i) => (
          <tr key={`${i}-${label}`}>
            <th scope="row">{label}</th>
            <td>
              {/* A value with spaces is a sentence about it, which nobody pastes anywhere. */}
              {/\s/.test(value) ? <span>{value}</span> : <CopyValue value={value} lang={lang} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
