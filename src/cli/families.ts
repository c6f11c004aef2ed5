// Commands of two words, `vault list`, belong to a family that is known by the first: how it is listed, and which command was meant.

import type { Localized } from '../model/lang.ts'
import type { CommandSpec } from './spec.ts'

const ABOUT: Readonly<Record<string, Localized>> = {
  vault: {
    en: 'keep passwords and sign-ins of this machine in a vault',
    fr: 'garder les mots de passe et les connexions de cette machine dans un coffre',
  },
  sheet: {
    en: 'keep a sheet for each mailbox: who, what, which devices, which secrets, since when',
    fr: 'tenir une fiche par boîte aux lettres : qui, quoi, quels appareils, quels secrets, depuis quand',
  },
  checklist: {
    en: 'walk through a list of things to do, with who, until when, and what is done',
    fr: 'suivre une liste de choses à faire : qui, pour quand, ce qui est fait',
  },
}

export interface Listed {
  readonly name: string
  readonly about: Localized
}

/** What an overview shows: a family in one line, every other command in its own. */
export function listed(commands: readonly CommandSpec[]): readonly Listed[] {
  const shown = new Map<string, Listed>()
  for (const { name, args, about } of commands) {
    const [family = '', action] = name.split(' ')
    const before = shown.get(family)
    if (action === undefined)
      shown.set(family, { name: [name, ...args.map((a) => (a.required ? a.name : `[${a.name}]`))].join(' '), about })
    else if (before === undefined) shown.set(family, { name: `${family} ${action}`, about: ABOUT[family] ?? about })
    else shown.set(family, { ...before, name: `${before.name}|${action}` })
  }
  return [...shown.values()]
}

export function familyOf(commands: readonly CommandSpec[], word: string): readonly CommandSpec[] {
  return commands.filter((c) => c.name.startsWith(`${word} `))
}

/** A word of the arguments and its place there. */
export interface Word {
  readonly text: string
  readonly at: number
}

/** The command that these words begin with, and where its one or two words stand. The second may come after options. */
export function commandIn(
  commands: readonly CommandSpec[],
  words: readonly Word[],
): { readonly spec: CommandSpec; readonly at: readonly number[] } | undefined {
  const [first, ...rest] = words
  if (first === undefined) return undefined
  for (const second of rest) {
    const spec = commands.find((c) => c.name === `${first.text} ${second.text}`)
    if (spec) return { spec, at: [first.at, second.at] }
  }
  const spec = commands.find((c) => c.name === first.text)
  return spec && { spec, at: [first.at] }
}
