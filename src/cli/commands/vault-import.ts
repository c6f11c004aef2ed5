// `sesame vault import`: secrets of another program into the vault, every entry accounted for, no value ever shown.

import { EXIT } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { type ImportFormat, type ImportReport, importIntoVault } from '../../sesame.ts'
import { personAt } from '../person.ts'
import { readSecret } from '../secret-input.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

/** Of each list, so many are shown on a terminal. */
const SHOWN = 20

export const run: CommandRun = async (invocation) => {
  const { args, options, out, json } = invocation
  const report = await importIntoVault(
    { place: vaultPlaceOf(invocation) },
    {
      file: args[0]!,
      format: stringOption(options, 'format') as ImportFormat | undefined,
      keyFile: stringOption(options, 'key-file'),
      into: stringOption(options, 'into'),
      dryRun: options['dry-run'] === true,
      passphrase: () => filePassword(invocation),
      replace: (names) => mayReplace(invocation, names),
    },
  )
  if (json) out.write(`${JSON.stringify(report)}\n`)
  else show(invocation, report)
  return EXIT.works
}

/** Null where nobody can be asked and nothing was piped in. */
async function filePassword(invocation: Invocation): Promise<Secret | null> {
  const given = await readSecret(invocation)
  if (given !== undefined) return given
  const typed = await personAt(invocation)?.hidden(invocation.text.vault.transfer.askFilePassword(invocation.args[0]!))
  return typed === undefined ? null : new Secret(typed)
}

async function mayReplace(invocation: Invocation, names: readonly string[]): Promise<boolean> {
  const { options, err, text, json } = invocation
  if (options.replace === true) return true
  const person = json ? null : personAt(invocation)
  if (person === null) return false
  for (const name of names.slice(0, SHOWN)) err.line(name, 2)
  if (names.length > SHOWN) err.line(text.vault.transfer.more(names.length - SHOWN), 2)
  const answer = await person.line(`${text.vault.transfer.replaceQuestion(names.length)} ${text.vault.yesNo}`)
  return text.vault.yes.test(answer.trim())
}

function show({ out, err, text }: Invocation, report: ImportReport): void {
  const words = text.vault.transfer
  const table = report.maker.endsWith('csv')
  const { taken, same, changed, replaced, leftOut, dryRun } = report
  out.line(out.style('bold', words.read(report.file, words.makers[report.maker])))
  out.line(words.taken(taken.length, dryRun), 2)
  list(taken.map(({ name }) => name))
  if (same.length > 0) out.line(words.same(same.length), 2)
  if (changed.length > 0) {
    out.line(replaced ? words.replaced(changed.length) : words.notReplaced(changed.length), 2)
    list(changed.map(({ name }) => name))
  }
  if (leftOut.length > 0) {
    out.line(out.style('yellow', words.leftOut(leftOut.length)), 2)
    list(
      leftOut.map(({ at, title, why }) => words.pair(`${words.row(at, table)}${title ? ` (${title.slice(0, 60)})` : ''}`, words.why[why])),
    )
  }
  const partly = [...taken, ...same, ...changed].filter((line) => line.without.length > 0)
  if (partly.length > 0) {
    out.line(words.withoutHead, 2)
    list(partly.map(({ name, without }) => words.pair(name, without.map((part) => words.parts[part]).join(', '))))
  }
  if (dryRun) out.line(words.dryRun)
  if (changed.length > 0 && !replaced && !dryRun) err.line(words.replaceNext)
  if (!report.plain || dryRun) return
  if (leftOut.length > 0 || partly.length > 0) err.line(words.inTheFileStill)
  err.line(err.style('yellow', `${words.removePlain(report.file)} ${words.copies}`))

  function list(lines: readonly string[]): void {
    for (const line of lines.slice(0, SHOWN)) out.line(line, 4, 6)
    if (lines.length > SHOWN) out.line(words.more(lines.length - SHOWN), 4)
  }
}
