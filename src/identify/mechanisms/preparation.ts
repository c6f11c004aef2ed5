// The imported table of what domains need before a sign-in: it also knows servers, of some domains that no other table has.

import { preparationOf } from '../../knowledge/preparation.ts'
import { type Table, tableMechanism } from './table.ts'

export const PREPARATION: Table = { mechanism: 'preparation', rowOf: preparationOf }

export const preparation = tableMechanism(PREPARATION)
