// The shape of a row of the command table. Help, completion, the manual and the README's list all come from it.

import type { Lang, Localized } from '../model/lang.ts'
import type { Text } from '../text/index.ts'
import type { Terminal } from './terminal.ts'

/** A list of ids of the knowledge that a shell may complete. */
export type IdList = 'providers' | 'clients' | 'causes'

export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string
  /** Name of the value, in capitals; absent for a switch. */
  readonly value?: string
  readonly repeat?: boolean
  readonly choices?: readonly string[]
  readonly completes?: IdList
  readonly about: Localized
}

export interface ArgumentSpec {
  readonly name: string
  readonly required: boolean
  readonly completes?: IdList
  readonly about: Localized
}

export interface ExampleSpec {
  readonly line: string
  readonly about: Localized
}

export interface CommandSpec {
  readonly name: string
  readonly about: Localized
  readonly details?: Localized
  readonly args: readonly ArgumentSpec[]
  readonly options: readonly OptionSpec[]
  /** Adds --dns, --connect-to, --cacert, --now and --proxy. */
  readonly network: boolean
  readonly examples: readonly ExampleSpec[]
  /** Loaded only when the command runs, so that start-up pays for one command. */
  readonly load: () => Promise<{ readonly run: CommandRun }>
}

export interface CommandTable {
  readonly commands: readonly CommandSpec[]
  readonly common: readonly OptionSpec[]
  readonly network: readonly OptionSpec[]
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface Invocation {
  readonly args: readonly string[]
  readonly options: OptionValues
  /** The whole table, for what speaks of other commands. */
  readonly table: CommandTable
  readonly lang: Lang
  readonly text: Text
  readonly json: boolean
  readonly out: Terminal
  readonly err: Terminal
  /** Aborted by Ctrl-C or a termination signal. */
  readonly signal: AbortSignal
}

/** Resolves to the exit code. */
export type CommandRun = (invocation: Invocation) => Promise<number>

export function stringOption(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function listOption(options: OptionValues, name: string): readonly string[] {
  const value = options[name]
  return Array.isArray(value) ? value : []
}
