// Shell completion from the command table: `source <(sesame completion bash)`.

import { SesameError } from '../../model/errors.ts'
import type { CommandRun, CommandSpec, CommandTable } from '../spec.ts'

const optionsOf = (table: CommandTable, command: CommandSpec) => [
  ...command.options,
  ...table.common,
  ...(command.network ? table.network : []),
]

export const run: CommandRun = async ({ args, out, lang, table }) => {
  const shells: Record<string, () => string> = {
    bash: () => bash(table),
    zsh: () => `autoload -U +X bashcompinit && bashcompinit\n${bash(table)}`,
    fish: () => fish(table, lang),
  }
  const shell = shells[args[0] ?? '']
  if (shell === undefined)
    throw new SesameError('option-invalid', { option: 'SHELL', value: args[0] ?? '', allowed: Object.keys(shells).join(', ') })
  out.write(shell())
  return 0
}

function bash(table: CommandTable): string {
  const names = table.commands.map((c) => c.name).join(' ')
  const cases = table.commands.map((command) => {
    const choices = optionsOf(table, command)
      .filter((o) => o.choices)
      .map((o) => `      --${o.name}) COMPREPLY=($(compgen -W "${o.choices?.join(' ')}" -- "$cur")); return ;;`)
    const words = optionsOf(table, command)
      .map((o) => `--${o.name}`)
      .join(' ')
    return `    ${command.name})\n      case $prev in\n${choices.join('\n')}\n      --cacert|--save|--write) COMPREPLY=($(compgen -f -- "$cur")); return ;;\n      esac\n      words="${words}" ;;`
  })
  return `_sesame() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words="${names} --help --version"
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${names} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -F _sesame sesame ./sesame
`
}

function fish(table: CommandTable, lang: 'fr' | 'en'): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
  const lines = table.commands.flatMap((command) => [
    `complete -c sesame -n __fish_use_subcommand -a ${command.name} -d ${quote(command.about[lang])}`,
    ...optionsOf(table, command).map(
      (o) =>
        `complete -c sesame -n '__fish_seen_subcommand_from ${command.name}' -l ${o.name}${o.value ? ' -r' : ''}${o.choices ? ` -f -a ${quote(o.choices.join(' '))}` : ''} -d ${quote(o.about[lang])}`,
    ),
  ])
  return `${lines.join('\n')}\n`
}
