// Thirty folders as people have them: nested, in several scripts, with every character that a server lets through, and special ones in French.

export interface WorldFolder {
  readonly path: readonly string[]
  /** Of the messages: 30 is three in ten. */
  readonly share: number
  readonly subscribed: boolean
}

/** Some parents are no folders themselves: Perso, Clients, 2019. */
const FOLDERS: readonly (readonly [path: string, share: number])[] = [
  ['INBOX', 30],
  ['Envoyés', 12],
  ['Brouillons', 1],
  ['Corbeille', 3],
  ['Indésirables', 4],
  ['Archives', 8],
  ['Archives|2015', 3],
  ['Archives|2016', 3],
  ['Factures|2009', 2],
  ['Factures|2010|Électricité', 2],
  ['Clients|Dupont & fils', 2],
  ['Clients|100 % réglé', 1],
  ['Clients|Le "projet"', 1],
  ['Clients|v1.2 notes', 2],
  ['Clients|étoile * et tilde ~', 1],
  ['Perso|日本語', 2],
  ['Perso|日本語|旅行', 1],
  ['Perso|Ελλάδα', 1],
  ['Perso|Vacances 🏖️', 2],
  ['Perso|Divers.', 1],
  ['Projets', 2],
  ['projets', 1],
  ['Listes|debian-user', 6],
  ['Listes|imap-protocol', 3],
  ['Listes|a|b|c|d|e|profond', 1],
  ['Travail|Équipe (privé)', 1],
  ['Travail|[ancien]', 1],
  ['Travail|accolades {1} et %41', 1],
  ['Sent Items', 1],
  ['Vide', 0],
]

/** `dots: false` for a server that separates with dots, `twins: false` for one that does not tell cases apart. */
export function worldFolders({ dots = true, twins = true }: { dots?: boolean; twins?: boolean } = {}): WorldFolder[] {
  return FOLDERS.filter(([path]) => (dots || !path.includes('.')) && (twins || path !== 'projets')).map(([path, share], i) => ({
    path: path.split('|'),
    share,
    subscribed: i % 4 !== 3,
  }))
}
