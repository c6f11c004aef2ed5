// The command line's entry: language, parsing, signals, and one place where errors become sentences and exit codes.

import { Command, CommanderError, Option } from 'commander'
import { EXIT, SesameError } from '../model/errors.ts'
import type { Lang } from '../model/lang.ts'
import { langOf, type Text, textIn } from '../text/index.ts'
import { commandIn, familyOf } from './families.ts'
import { commandHelp, familyHelp, overview } from './help.ts'
import { nearest } from './nearest.ts'
import { hasDesktop } from './open-browser.ts'
import type { CommandSpec, OptionSpec, OptionValues } from './spec.ts'
import { COMMANDS, COMMON, NETWORK } from './table.ts'
import { type Terminal, terminalOn } from './terminal.ts'

export async function main(argv: readonly string[]): Promise<void> {
  const lang = languageOf(argv)
  const text = textIn(lang)
  const out = terminalOn(process.stdout, process.env)
  const err = terminalOn(process.stderr, process.env)
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : EXIT.unknown),
  )
  process.stderr.on('error', () => {})
  const stop = new AbortController()
  const interrupt = () => {
    stop.abort(new SesameError('interrupted'))
    // Whoever waits for more input would wait for ever.
    process.stdin.destroy()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt)
  try {
    process.exitCode = await dispatch(argv, lang, text, out, err, stop.signal)
  } catch (thrown) {
    process.exitCode = explain(stop.signal.aborted ? stop.signal.reason : thrown, text, err, argv.includes('--json') ? out : null)
  }
}

/** --lang wins; then the environment; then, where the environment says nothing, the system's locale. */
function languageOf(argv: readonly string[]): Lang {
  const at = argv.indexOf('--lang')
  const said = at >= 0 ? argv[at + 1] : argv.find((a) => a.startsWith('--lang='))?.slice(7)
  if (said === 'fr' || said === 'en') return said
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  if (LC_ALL || LC_MESSAGES || LANG) return langOf(process.env)
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('fr') ? 'fr' : 'en'
}

async function dispatch(
  argv: readonly string[],
  lang: Lang,
  text: Text,
  out: Terminal,
  err: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const said = argv
    .map((word, at) => ({ text: word, at }))
    .filter(({ text: word, at }) => !word.startsWith('-') && argv[at - 1] !== '--lang')
  if (argv.includes('--version')) {
    const { version } = await import('../sesame.ts')
    out.write(`${version()}\n`)
    return EXIT.works
  }
  const wantsHelp = said[0]?.text === 'help' || argv.includes('--help') || argv.includes('-h')
  const words = said[0]?.text === 'help' ? said.slice(1) : said
  const first = words[0]?.text ?? (!wantsHelp && wantsDesk(argv, out) ? 'web' : undefined)
  if (first === undefined) {
    overview(out, text)
    return wantsHelp ? EXIT.works : EXIT.usage
  }
  const found = commandIn(COMMANDS, words.length > 0 ? words : [{ text: first, at: -1 }])
  if (found === undefined) return unknownCommand(first, words[1]?.text, wantsHelp, text, out, err)
  const { spec } = found
  if (wantsHelp) {
    commandHelp(out, text, spec)
    return EXIT.works
  }
  let parsed: { args: readonly string[]; options: OptionValues }
  try {
    parsed = parse(
      spec,
      argv.filter((_, at) => !found.at.includes(at)),
    )
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return usage(err, text, usageSentence(error, spec, text), `sesame ${spec.name}`)
  }
  const { run } = await spec.load()
  return run({
    ...parsed,
    table: { commands: COMMANDS, common: COMMON, network: NETWORK },
    lang,
    text,
    json: parsed.options.json === true,
    out,
    err,
    signal,
  })
}

/** Of a family, its commands are shown; else the nearest name. */
function unknownCommand(first: string, second: string | undefined, wantsHelp: boolean, text: Text, out: Terminal, err: Terminal): number {
  const family = familyOf(COMMANDS, first)
  if (family.length > 0 && (second === undefined || wantsHelp)) {
    familyHelp(out, text, first, family)
    return wantsHelp ? EXIT.works : EXIT.usage
  }
  const names = (family.length > 0 ? family : COMMANDS).map((c) => c.name)
  const name = family.length > 0 ? `${first} ${second}` : first
  const near = nearest(name, family.length > 0 ? names : [...new Set(names.map((n) => n.split(' ')[0] as string))])
  return usage(err, text, text.cli.unknownCommand(name, near), family.length > 0 ? `sesame ${first}` : 'sesame')
}

/** Started from a desktop with nothing asked for, by somebody at a terminal: the page. Elsewhere the help. */
function wantsDesk(argv: readonly string[], out: Terminal): boolean {
  const nothing = argv.every((a, i) => a.startsWith('--lang') || argv[i - 1] === '--lang')
  return nothing && out.interactive && hasDesktop(process.env)
}

/** Commander splits the words; its sentences are replaced by ours. */
function parse(spec: CommandSpec, words: readonly string[]): { args: readonly string[]; options: OptionValues } {
  const command = new Command(spec.name)
    .exitOverride()
    .helpOption(false)
    .configureOutput({ writeErr() {}, writeOut() {} })
  command.allowExcessArguments(spec.args.at(-1)?.name.endsWith('...') ?? false)
  for (const arg of spec.args) {
    const many = arg.name.endsWith('...')
    command.argument(arg.required ? `<${many ? 'word...' : arg.name}>` : `[${arg.name}]`)
  }
  for (const option of [...spec.options, ...COMMON, ...(spec.network ? NETWORK : [])]) command.addOption(commanderOption(option))
  withoutValue(words, command.options)
  command.parse([...words], { from: 'user' })
  const options: Record<string, string | boolean | readonly string[] | undefined> = {}
  // Of `--no-open` commander makes an `open` that is true until it is given; here a switch is true when it is given.
  for (const option of command.options)
    options[option.name()] = option.negate
      ? command.getOptionValue(option.attributeName()) === false
      : (command.getOptionValue(option.attributeName()) as string | boolean | readonly string[] | undefined)
  return { args: command.args, options }
}

/** `--ics --lang fr` forgot a value: commander would take the next option for it. */
function withoutValue(words: readonly string[], options: readonly Option[]): void {
  for (let i = 0; i < words.length && words[i] !== '--'; i++) {
    const option = options.find(({ long, required }) => required && long === words[i])
    if (option === undefined) continue
    const next = words[++i]?.split('=')[0]
    if (options.some(({ long }) => long === next))
      throw new CommanderError(2, 'commander.optionMissingArgument', `option '${option.long}' argument missing`)
  }
}

function commanderOption(spec: OptionSpec): Option {
  const option = new Option(`--${spec.name}${spec.value ? ` <${spec.value}>` : ''}`)
  if (spec.choices) option.choices([...spec.choices])
  if (spec.repeat) option.argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value])
  return option
}

function usageSentence(error: CommanderError, spec: CommandSpec, text: Text): string {
  // What stands behind `=` may be a password.
  const quoted = /'([^']*)'/.exec(error.message.replace(/=.*'/s, "'"))?.[1] ?? ''
  const options = [...spec.options, ...COMMON, ...(spec.network ? NETWORK : [])]
  switch (error.code) {
    case 'commander.unknownOption':
      return text.cli.unknownOption(
        quoted,
        nearest(
          quoted,
          options.map((o) => `--${o.name}`),
        ),
      )
    case 'commander.optionMissingArgument':
      return text.cli.missingValue(quoted.split(' ')[0] ?? quoted)
    case 'commander.missingArgument':
      return text.cli.missingArgument(spec.args.find((a) => a.required)?.name ?? quoted)
    case 'commander.excessArguments':
      return text.cli.tooMany(quoted || spec.name)
    case 'commander.invalidArgument': {
      const value = /argument '([^']*)' is invalid/.exec(error.message)?.[1] ?? ''
      const name = /option '--([a-z-]+)/.exec(error.message)?.[1] ?? ''
      const allowed = options.find((o) => o.name === name)?.choices?.join(', ') ?? ''
      return Object.values(text.error('option-invalid', { option: `--${name}`, value, allowed })).join(' ')
    }
    default:
      return error.message
  }
}

function usage(err: Terminal, text: Text, sentence: string, command: string): number {
  err.line(`${err.style('red', text.errorLabel)} ${sentence}`)
  err.line(text.cli.seeHelp(command))
  return EXIT.usage
}

/** What happened, why, what to do next; under --json also as an object on stdout, so that a program never gets an empty answer. */
function explain(thrown: unknown, text: Text, err: Terminal, json: Terminal | null): number {
  const error =
    thrown instanceof SesameError
      ? thrown
      : new SesameError('internal', { why: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) })
  const { what, next } = text.error(error.code, error.args)
  err.line(`${err.style('red', text.errorLabel)} ${what}`)
  err.line(`${text.nextLabel} ${next}`)
  if (process.env.SESAME_DEBUG && thrown instanceof Error) err.write(`${thrown.stack}\n`)
  json?.write(`${JSON.stringify({ error: { code: error.code, what, next } })}\n`)
  return error.exitCode
}
