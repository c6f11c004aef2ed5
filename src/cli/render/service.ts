// A service that was made or taken away, for the terminal: what was written, what systemd says of it, and what to type next.

import { EXIT } from '../../model/errors.ts'
import type { Installed, Uninstalled } from '../../sesame.ts'
import { type Invocation, type OptionValues, stringOption } from '../spec.ts'
import { heading } from './heading.ts'

/** What every service is asked for with. */
export function serviceRequest(options: OptionValues) {
  const { system, force } = options
  return { data: stringOption(options, 'data'), env: process.env, system: system === true, force: force === true }
}

export function installRequest(options: OptionValues) {
  return { ...serviceRequest(options), print: options.print === true, passphrase: stringOption(options, 'passphrase-file') }
}

/** Returns the exit code. */
export function renderInstalled({ text, json, out, err }: Invocation, installed: Installed): number {
  const words = text.service
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

/** Returns the exit code. */
export function renderUninstalled({ text, json, out, err }: Invocation, gone: Uninstalled): number {
  const words = text.service
  const exit = { removed: EXIT.works, nothing: EXIT.usage, foreign: EXIT.unsafe }[gone.outcome]
  if (json) {
    out.write(`${JSON.stringify({ ...gone, exit })}\n`)
    return exit
  }
  if (gone.outcome === 'foreign') err.line(err.style('yellow', words.foreign(gone.file)))
  else if (gone.outcome === 'nothing') err.line(words.nothing(gone.file))
  else {
    out.line(words.removed(gone.file))
    out.line(words.goesOn)
    for (const command of gone.stop) out.write(`  ${command}\n`)
  }
  return exit
}
