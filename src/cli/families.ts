// Commands of two words, `vault list`, belong to a family that is known by the first: how it is listed, and which command was meant.

import type { Localized } from '../model/lang.ts'
import type { CommandSpec } from './spec.ts'

const ABOUT: Readonly<Record<string, Localized>> = {
  collect: {
    en: 'collect one mailbox into another on a schedule, as Gmail’s “check mail from other accounts” did',
    fr: 'collecter une boîte dans une autre à intervalles réguliers, comme le faisait Gmail',
  },
  proof: {
    en: 'check what a report of a copy or a comparison says',
    fr: 'vérifier ce que dit un rapport de copie ou de comparaison',
  },
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

/** Of a large family, in a list of all commands. */
const SHOWN = 6

export interface Listed {
  readonly name: string
  readonly about: Localized
}

/** What an overview shows: a family in one line, every other command in its own. */
export function listed(commands: readonly CommandSpec[]): readonly Listed[] {
  const families = new Map<string, CommandSpec[]>()
  for (const command of commands) {
    const [family = ''] = command.name.split(' ')
    families.set(family, [...(families.get(family) ?? []), command])
  }
  return [...families].map(([family, [first, ...rest]]) => {
    const { name, args, about } = first as CommandSpec
    if (rest.length === 0) return { name: [name, ...args.map((a) => (a.required ? a.name : `[${a.name}]`))].join(' '), about }
    const actions = [first as CommandSpec, ...rest].map((c) => c.name.slice(family.length + 1)).filter((action) => action !== '')
    // Alone it does something itself: the others may be left out.
    const few = actions.length > SHOWN ? [...actions.slice(0, SHOWN - 1), '...'] : actions
    const list = name === family ? `[${few.join('|')}]` : few.join('|')
    return { name: `${family} ${list}`, about: ABOUT[family] ?? about }
  })
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
