// A part of a sheet: a table that becomes cards where it is narrow, each line with its link to change it and its own button.

import type { VNode } from 'preact'
import type { Lang } from '../../../model/lang.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PartView, RowView } from '../../records-view.ts'
import { CardsTable } from '../cards-table.tsx'
import { StateSign } from '../icons.tsx'
import { Elsewhere } from '../rich-text.tsx'

interface SheetPartProps {
  readonly part: PartView
  readonly lang: Lang
  /** On paper nothing can be pressed. */
  readonly paper?: boolean
}

export function SheetPart({ part, lang, paper = false }: SheetPartProps): VNode {
  const t = recordsOnDesk(lang)
  const heads = paper || part.add === null ? part.columns : [...part.columns, t.sheet.actions]
  return (
    <section aria-labelledby={part.id}>
      <div class="part-head">
        <h2 id={part.id}>{part.title}</h2>
        {paper || part.add === null ? null : (
          <a href={part.add} aria-label={t.addTo(part.title)}>
            {t.add}
          </a>
        )}
      </div>
      {part.lead === '' ? null : <p class="hint">{part.lead}</p>}
      {part.warning === '' ? null : <p class="note warned">{part.warning}</p>}
      {part.rows.length === 0 ? (
        <p>{t.sheet.empty}</p>
      ) : (
        <CardsTable caption={part.title} heads={heads}>
          {part.rows.map((row) => (
            <Line row={row} heads={heads} lang={lang} pressable={!paper && part.add !== null} key={row.key} />
          ))}
        </CardsTable>
      )}
    </section>
  )
}

function Line({ row, heads, lang, pressable }: { row: RowView; heads: readonly string[]; lang: Lang; pressable: boolean }): VNode {
  const t = recordsOnDesk(lang)
  const [first = '', ...cells] = row.cells
  return (
    <tr class={row.mark ?? undefined}>
      <th scope="row">
        {row.mark === null ? null : <StateSign state={row.mark === 'late' ? 'warned' : 'skipped'} />} {first}
        {row.mark === null ? null : <span class="unseen"> ({row.mark === 'late' ? t.sheet.late : t.sheet.gone})</span>}
      </th>
      {cells.map((cell, i) => (
        <td data-label={heads[i + 1]} key={heads[i + 1]}>
          {cell || t.none}
        </td>
      ))}
      {pressable ? (
        <td class="row-actions">
          {row.edit === null ? null : (
            <a href={row.edit} aria-label={t.changeOne(row.key)}>
              {t.change}
            </a>
          )}
          {row.act === null ? null : (
            <form method="post" action={row.act.action}>
              {Object.entries(row.act.hidden).map(([name, value]) => (
                <input type="hidden" name={name} value={value} key={name} />
              ))}
              <button type="submit" class="quiet" aria-label={`${row.act.words}: ${row.key}`}>
                {row.act.words}
              </button>
            </form>
          )}
          {row.link === null ? null : (
            <span>
              {row.link.words} <Elsewhere href={row.link.href} lang={lang} />
            </span>
          )}
        </td>
      ) : null}
    </tr>
  )
}
