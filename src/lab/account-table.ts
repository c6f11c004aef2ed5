// The table of the lab's accounts for its README, written from the data so that the two cannot differ.

import type { LabAccountData, LabData } from './model.ts'

const BEGIN = '<!-- accounts: written by `node dist/src/lab/compile.js lab dist/lab.json lab/README.md` -->'
const END = '<!-- end of accounts -->'

export function accountTable(data: LabData): string {
  const rows = data.providers.flatMap((p) => p.domains.flatMap((d) => d.accounts.map((a) => row(p.name, a))))
  return ['| provider | account | what it shows | command | type |', '|---|---|---|---|---|', ...rows].join('\n')
}

function row(provider: string, a: LabAccountData): string {
  const secret = a.secretShown === 'none' ? undefined : a.secrets[a.secretShown]
  const typed = secret === undefined ? '(nothing)' : `\`${secret}\` (${a.secretShown})`
  const others = Object.entries(a.secrets).filter(([kind]) => kind !== a.secretShown)
  const also = others.length > 0 ? `; also ${others.map(([kind, value]) => `${kind} \`${value}\``).join(', ')}` : ''
  const aliases = a.aliases.length > 0 ? ` (alias ${a.aliases.join(', ')})` : ''
  return `| ${provider} | ${a.address}${aliases} | ${a.shows.en} | \`sesame ${a.doctor} --lab\` | ${typed}${also} |`
}

/** Puts the table between its two marks. */
export function replaceTable(readme: string, table: string): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) return `${readme.trimEnd()}\n\n${BEGIN}\n${table}\n${END}\n`
  return `${readme.slice(0, begin + BEGIN.length)}\n${table}\n${readme.slice(end)}`
}
