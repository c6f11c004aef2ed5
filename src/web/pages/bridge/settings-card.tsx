// What to type on the device or into its program, server by server.

import type { VNode } from 'preact'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import type { CardView } from '../../bridge-view.ts'
import type { PageContext } from '../../page-data.ts'
import { CopyValue } from '../copy-value.tsx'

export function SettingsCard({ card, page }: { card: CardView; page: PageContext }): VNode {
  const t = bridgeOnDesk(page.lang).ready
  return (
    <>
      {card.trouble === null ? null : (
        <p class="note warned">
          <strong>{t.noCard}</strong> {card.trouble.what} {card.trouble.next}
        </p>
      )}
      {card.parts.map(({ title, rows }) => (
        <div class="card-part" key={title}>
          <h3>{title}</h3>
          <dl class="pairs">
            {rows.map(({ label, value, copied }) => [
              <dt key={label}>{label}</dt>,
              <dd key={`${label} value`}>{copied ? <CopyValue value={value} lang={page.lang} /> : value}</dd>,
            ])}
          </dl>
        </div>
      ))}
      {card.missing === '' ? null : <p class="note warned">{t.missing(card.missing)}</p>}
      {card.trusts ? (
        <p>
          <a href="/bridge/authority" download>
            {t.authority}
          </a>
        </p>
      ) : null}
      {card.notes.map((note) => (
        <p class="hint" key={note}>
          {note}
        </p>
      ))}
    </>
  )
}
