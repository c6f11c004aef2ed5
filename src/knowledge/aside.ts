// Which parts of the compiled knowledge lie in files of their own, read only when somebody asks: start-up time is a promise.

export const ASIDE = [
  'messages',
  'causes',
  'procedures',
  'situations',
  'ispdb',
  'preparation',
  'words',
  'clients',
  'replies',
  'letters',
] as const
export type Aside = (typeof ASIDE)[number]

/** `knowledge.json` and `ispdb` make `knowledge-ispdb.json`. */
export function asideFile(main: string, name: Aside | 'lean'): string {
  return main.replace(/(\.json)?$/, `-${name}.json`)
}

/** Tables of domains are written packed. */
export function isPacked(name: Aside): name is 'ispdb' | 'preparation' {
  return name === 'ispdb' || name === 'preparation'
}
