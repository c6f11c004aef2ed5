// The command that was given, written again so that it can be typed or pasted: how a transfer is taken up.

import type { CommandTable, OptionValues } from './spec.ts'

/** Options that belong to one run only. */
const ONCE = new Set(['dry-run', 'json', 'lang', 'yes', 'help'])

/** The words without `sesame`. */
export function sameCommand(name: string, args: readonly string[], options: OptionValues, table: CommandTable): readonly string[] {
  const spec = table.commands.find((command) => command.name === name)
  const known = [...(spec?.options ?? []), ...(spec?.network ? table.network : [])]
  const given = known.flatMap(({ name: option }) => {
    const value = options[option]
    if (ONCE.has(option) || value === undefined || value === false) return []
    if (value === true) return [`--${option}`]
    return [value].flat().flatMap((one) => [`--${option}`, String(one)])
  })
  return [...name.split(' '), ...args, ...given]
}

/** As a shell takes it. */
export function shellWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./~*-]+$/.test(word) && !word.includes('*') ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}
