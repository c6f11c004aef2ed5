// `sesame bridge install`: writes the service's file, shows what systemd says of it, and says what to type next.

import { EXIT } from '../../model/errors.ts'
import { installBridge } from '../../sesame.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, listOption, type OptionValues, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ options, text, json, out, err }) => {
  const words = text.bridgeService.install
  const installed = await installBridge({
    ...{ data: stringOption(options, 'data'), env: process.env, args: argsOf(options) },
    ...{ system: options.system === true, print: options.print === true, force: options.force === true },
    passphrase: stringOption(options, 'passphrase-file'),
  })
  const { kind, file, outcome, next, passphrase, inHome, checked } = installed
  const exit = outcome === 'foreign' ? EXIT.unsafe : (checked?.wrong.length ?? 0) > 0 ? EXIT.fault : EXIT.works
  if (json) {
    out.write(`${JSON.stringify({ ...installed, exit })}\n`)
    return exit
  }
  if (outcome === 'foreign') {
    err.line(err.style('yellow', words.foreign(file)))
    return exit
  }
  // Alone on standard output, so that it can be put where one wants it.
  if (outcome === 'printed') out.write(installed.text)
  const to = outcome === 'printed' ? err : out
  if (outcome === 'written') to.line(to.style('green', words.written(file)))
  for (const line of checked?.wrong ?? []) to.line(to.style('red', line), 2)
  if (checked !== null && checked.wrong.length === 0) to.line(to.style('dim', words.verified))
  if (checked?.exposure) to.line(to.style('dim', words.exposure(checked.exposure)))
  if (kind === 'systemd-system') to.line(to.style('dim', words.hardened))
  if (inHome !== null) to.line(to.style('yellow', words.inHome(inHome)))
  if (passphrase !== null) {
    heading(to, words.passphrase)
    for (const command of passphrase.commands) to.write(`  ${command}\n`)
  }
  heading(to, words.next)
  for (const command of next) to.write(`  ${command}\n`)
  return exit
}

/** What the service gives to `sesame bridge`. */
function argsOf(options: OptionValues): readonly string[] {
  const doors = ['imap', 'pop3', 'smtp'].flatMap((name) => listOption(options, name).flatMap((one) => [`--${name}`, one]))
  const others = ['metrics', 'log', 'log-file'].flatMap((name) => {
    const value = stringOption(options, name)
    return value === undefined ? [] : [`--${name}`, value]
  })
  return [...doors, ...(options['old-tls'] === true ? ['--old-tls'] : []), ...others]
}
