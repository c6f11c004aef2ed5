// Shell completion from the command table: `source <(sesame completion bash)`.

import { SesameError } from '../../model/errors.ts'
import { type Catalogue, catalogue } from '../../sesame.ts'
import { listed } from '../families.ts'
import type { CommandRun, CommandSpec, CommandTable, IdList } from '../spec.ts'

const optionsOf = (table: CommandTable, command: CommandSpec) => [
  ...command.options,
  ...table.common,
  ...(command.network ? table.network : []),
]

export const run: CommandRun = async ({ args, out, lang, table }) => {
  const known = await catalogue(lang)
  const shells: Record<string, () => string> = {
    bash: () => bash(table, known),
    zsh: () => `autoload -U +X bashcompinit && bashcompinit\n${bash(table, known)}`,
    fish: () => fish(table, known, lang),
  }
  const shell = shells[args[0] ?? '']
  if (shell === undefined)
    throw new SesameError('option-invalid', { option: 'SHELL', value: args[0] ?? '', allowed: Object.keys(shells).join(', ') })
  out.write(shell())
  return 0
}

/** The words that may stand there: a closed list of the table, or ids of what is known. */
function wordsOf(spec: { readonly choices?: readonly string[]; readonly completes?: IdList }, known: Catalogue): string | undefined {
  if (spec.choices) return spec.choices.join(' ')
  return spec.completes && known[spec.completes].map(({ id }) => id).join(' ')
}

const argumentWords = (command: CommandSpec, known: Catalogue) => command.args.flatMap((arg) => wordsOf(arg, known) ?? []).join(' ')

/** The first words: a family once. */
const firstWords = (table: CommandTable) => [...new Set(table.commands.map((c) => c.name.split(' ')[0] as string))]
const secondWords = (table: CommandTable, family: string) =>
  table.commands.flatMap((c) => (c.name.startsWith(`${family} `) ? [c.name.slice(family.length + 1)] : []))

function bash(table: CommandTable, known: Catalogue): string {
  const names = firstWords(table).join(' ')
  const cases = table.commands.map((command) => {
    const choices = optionsOf(table, command)
      .filter((o) => wordsOf(o, known) !== undefined)
      .map((o) => `      --${o.name}) COMPREPLY=($(compgen -W "${wordsOf(o, known)}" -- "$cur")); return ;;`)
    const words = [argumentWords(command, known), ...optionsOf(table, command).map((o) => `--${o.name}`)].filter(Boolean).join(' ')
    return `    "${command.name}")\n      case $prev in\n${choices.join('\n')}\n      --cacert|--save|--write|--data) COMPREPLY=($(compgen -f -- "$cur")); return ;;\n      esac\n      words="${words}" ;;`
  })
  const families = firstWords(table).filter((name) => secondWords(table, name).length > 0)
  const inFamily = families.map(
    (name) =>
      `    ${name}) command="$command \${COMP_WORDS[2]}"; [ "$COMP_CWORD" -eq 2 ] && words="${secondWords(table, name).join(' ')}" ;;`,
  )
  return `_sesame() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words="${names} --help --version"
  case $command in
${inFamily.join('\n')}
    *) ;;
  esac
  case $command in
${cases.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -F _sesame sesame ./sesame
`
}

function fish(table: CommandTable, known: Catalogue, lang: 'fr' | 'en'): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
  const completed = (option: { readonly choices?: readonly string[]; readonly completes?: IdList }) => {
    const words = wordsOf(option, known)
    return words === undefined ? '' : ` -f -a ${quote(words)}`
  }
  const heads = listed(table.commands).map(({ name, about }) => {
    const word = name.split(' ')[0] as string
    return `complete -c sesame -n __fish_use_subcommand -a ${word} -d ${quote(about[lang])}`
  })
  const lines = table.commands.flatMap((command) => {
    const [first, second] = command.name.split(' ')
    const seen = (word: string | undefined) => `__fish_seen_subcommand_from ${word}`
    const here = second === undefined ? seen(first) : `${seen(first)}; and ${seen(second)}`
    return [
      ...(second === undefined
        ? []
        : [
            `complete -c sesame -n '${seen(first)}; and not ${seen(secondWords(table, first as string).join(' '))}' -f -a ${second} -d ${quote(command.about[lang])}`,
          ]),
      ...(argumentWords(command, known) === '' ? [] : [`complete -c sesame -n '${here}' -f -a ${quote(argumentWords(command, known))}`]),
      ...optionsOf(table, command).map(
        (o) => `complete -c sesame -n '${here}' -l ${o.name}${o.value ? ' -r' : ''}${completed(o)} -d ${quote(o.about[lang])}`,
      ),
    ]
  })
  return `${[...heads, ...lines].join('\n')}\n`
}
