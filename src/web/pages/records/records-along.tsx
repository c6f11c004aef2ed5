// The second row of the menu, where records are; sheets and what is due each have their own.

import type { VNode } from 'preact'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { PageContext } from '../../page-data.ts'
import { Along } from '../along.tsx'

export function SheetsAlong({ page }: { page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).along
  return (
    <Along
      label={t.label}
      path={page.path}
      links={[
        ['/sheets', t.sheets],
        ['/sheets/new', t.new],
        ['/sheets/import', t.import],
        ['/lost', t.lost],
      ]}
    />
  )
}

export function DueAlong({ page }: { page: PageContext }): VNode {
  const t = recordsOnDesk(page.lang).along
  return (
    <Along
      label={t.label}
      path={page.path}
      links={[
        ['/due', t.due],
        ['/checklists', t.checklists],
      ]}
    />
  )
}
