// `sesame sheet factor`: the second factors of a mailbox, and where their spare codes lie.

import { partCommand } from '../sheet-part.ts'

export const run = partCommand('factors', { kind: 'kind', where: 'where', 'spare-codes': 'spareCodes', since: 'since', note: 'note' })
