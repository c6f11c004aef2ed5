// Help as text, from the command table.

import type { Lang } from '../model/lang.ts'
import type { Text } from '../text/index.ts'
import { listed } from './families.ts'
import type { CommandSpec, OptionSpec } from './spec.ts'
import { COMMANDS, COMMON, NETWORK } from './table.ts'
import { columns, type Terminal, wrap } from './terminal.ts'

export function overview(out: Terminal, text: Text): void {
  out.line(`${out.style('bold', 'sesame')}: ${text.cli.tagline}`)
  section(out, text.cli.usage)
  out.line('sesame COMMAND [OPTIONS]', 2)
  section(out, text.cli.commands)
  rows(
    out,
    listed(COMMANDS).map((c) => [c.name, c.about[text.lang]]),
  )
  section(out, text.cli.common)
  rows(
    out,
    COMMON.map((o) => optionRow(o, text.lang)),
  )
  section(out, text.cli.examples)
  for (const { line, about } of (COMMANDS[0] as CommandSpec).examples.slice(0, 2)) example(out, line, about[text.lang])
  out.line()
  out.line(text.cli.moreHelp)
  out.line(text.cli.exit)
}

/** `sesame vault`: what can be done with it. */
export function familyHelp(out: Terminal, text: Text, name: string, family: readonly CommandSpec[]): void {
  out.line(out.style('bold', `sesame ${name}`))
  for (const { about } of listed(family)) out.line(about[text.lang], 2)
  section(out, text.cli.commands)
  rows(
    out,
    family.map((c) => [[c.name, ...c.args.map((a) => (a.required ? a.name : `[${a.name}]`))].join(' '), c.about[text.lang]]),
  )
  section(out, text.cli.examples)
  for (const { line, about } of family.flatMap((c) => c.examples.slice(0, 1)).slice(0, 4)) example(out, line, about[text.lang])
  out.line()
  out.line(text.cli.moreHelp)
}

export function commandHelp(out: Terminal, text: Text, command: CommandSpec): void {
  const args = command.args.map((a) => (a.required ? a.name : `[${a.name}]`))
  out.line(out.style('bold', ['sesame', command.name, ...args, '[OPTIONS]'].join(' ')))
  out.line(command.about[text.lang], 2)
  if (command.details) {
    out.line()
    out.line(command.details[text.lang], 2)
  }
  if (command.args.length > 0) {
    section(out, text.cli.arguments)
    rows(
      out,
      command.args.map((a) => [a.name, a.about[text.lang]]),
    )
  }
  section(out, text.cli.options)
  rows(
    out,
    [...command.options, ...COMMON].map((o) => optionRow(o, text.lang)),
  )
  if (command.network) {
    section(out, text.cli.network)
    rows(
      out,
      NETWORK.map((o) => optionRow(o, text.lang)),
    )
  }
  section(out, text.cli.examples)
  for (const { line, about } of command.examples) example(out, line, about[text.lang])
  out.line()
  out.line(text.cli.exit)
}

function section(out: Terminal, title: string): void {
  out.line()
  out.line(out.style('bold', title))
}

function example(out: Terminal, line: string, about: string): void {
  out.line(out.style('dim', `# ${about}`), 2)
  out.write(`  ${line}\n`)
}

function optionRow(option: OptionSpec, lang: Lang): [string, string] {
  const value = option.value ? ` ${option.choices ? option.choices.join('|') : option.value}` : ''
  return [`--${option.name}${value}${option.repeat ? ' ...' : ''}`, option.about[lang]]
}

/** Two columns when the terminal is wide enough, one under the other when it is not. */
function rows(out: Terminal, table: readonly (readonly [string, string] | string[])[]): void {
  const left = Math.min(34, Math.max(...table.map(([name]) => columns(name ?? ''))) + 2)
  for (const [name = '', about = ''] of table) {
    const pad = left - columns(name)
    if (pad < 2) {
      out.line(name, 2)
      out.line(about, left + 2)
    } else
      out.write(
        `${wrap(about, out.width, left + 2)
          .join('\n')
          .replace(' '.repeat(left + 2), `  ${name}${' '.repeat(pad)}`)}\n`,
      )
  }
}
