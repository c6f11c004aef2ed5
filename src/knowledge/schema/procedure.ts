// The front matter of a procedure or a task; the steps below it are read by `../procedure.ts`.

import { z } from 'zod'
import { clientKind } from './client.ts'
import { condition } from './condition.ts'
import { causeId } from './pointer.ts'
import { accountType, inOrder, ORDER, protocols } from './provider.ts'
import { date, dated, id } from './text.ts'

const ids = z.array(id).min(1).optional()

export const frontMatter = z
  .strictObject({
    cause: causeId.optional(),
    task: id.optional(),
    providers: ids,
    families: ids,
    clients: ids,
    clientKinds: z.array(clientKind).min(1).optional(),
    account: accountType.optional(),
    protocols: protocols.optional(),
    since: date.optional(),
    until: date.optional(),
    when: condition.optional(),
    ...dated,
  })
  .refine((head) => (head.cause === undefined) !== (head.task === undefined), 'one of cause and task, and not both')
  .refine(inOrder, ORDER)
