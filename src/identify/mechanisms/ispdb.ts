// The imported table of server settings (ISPDB): by the address's domain, then by the domain of its mail exchanger.

import { tableOf } from '../recognise.ts'
import { type Table, tableMechanism } from './table.ts'

export const ISPDB: Table = { mechanism: 'ispdb', rowOf: (knowledge, domain) => tableOf(knowledge).byDomain.get(domain) }

export const ispdb = tableMechanism(ISPDB)
