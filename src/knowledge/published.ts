// What other programs get with `import ... from 'sesame-mail/knowledge'`: the collection, its types, and how to find and read things in it.

export type * from '../model/knowledge.ts'
export type { Lang, Localized } from '../model/lang.ts'
export type { Protocol, Security, UsernameForm } from '../model/protocol.ts'
export type { Knowledge } from './knowledge.ts'
/** The whole collection. Big parts (messages, causes, procedures, tables) are read from the disk when first asked for. */
export { loadKnowledge } from './load.ts'

/** By id, slug or full name; by the domain of an address, in A-labels; by a name that people use for an app. */
export { clientById, clientByName, providerById, providerBySlug, providerOfDomain, tableRowOfDomain } from './lookup.ts'
/** What opens IMAP, POP or SMTP at a provider on a day (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`), since when, and what comes next. */
export { type Answers, type Opening, type Opens, openingOf, openingsOf, type Period, periodsOf } from './openings.ts'
/** What a domain needs before a sign-in, from an imported table: `knowledge.tables` says whose. */
export { preparationOf } from './preparation.ts'

/** The number of the shape of `knowledge.json`: it grows when a key is taken away or changes its meaning, never when one is added. */
export { FORMAT } from './whole.ts'
