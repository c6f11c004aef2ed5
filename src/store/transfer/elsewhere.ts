// Gmail's All Mail and its like show what other folders hold: of them only what no other folder has is copied.

import type { Journal } from '../transfer.ts'

export function excludeElsewhere(journal: Journal, folder: number): number {
  return journal
    .sql(
      `UPDATE message SET state = 'excluded', said = 'elsewhere' WHERE folder = ?1 AND state = 'waiting' AND gone = 0 AND email IS NOT NULL AND EXISTS
       (SELECT 1 FROM message o JOIN folder f ON f.id = o.folder WHERE o.email = message.email AND o.folder <> ?1 AND f.reason <> 'label' AND o.gone = 0 AND o.state <> 'excluded')`,
    )
    .run(folder).changes
}
